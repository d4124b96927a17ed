import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StoredAccount } from '../store/account-entries.ts';
import { warn } from './output.ts';

/** The accounts made or edited in the browser; without the database none is known, which is told on stderr. */
export async function readStoredAccounts(journalUrl: string): Promise<readonly StoredAccount[]> {
  if (journalUrl.startsWith('file:') && !existsSync(fileURLToPath(journalUrl))) return [];
  // Loaded only where there is one to read: most commands answer without a database.
  const [{ openAccountEntries }, { JournalUnavailable }] = await Promise.all([
    import('../store/open-account-entries.ts'),
    import('../store/journal.ts'),
  ]);
  const entries = openAccountEntries({ url: journalUrl });
  try {
    return await entries.list();
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) throw error;
    warn(`accounts edited in the browser are not known, their files are shown: ${error.message}`);
    return [];
  } finally {
    await entries.close();
  }
}
