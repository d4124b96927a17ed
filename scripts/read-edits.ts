import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConfigSource } from '../config/load-config.ts';
import { warn } from './output.ts';

type Edited = Required<Pick<ConfigSource, 'stored' | 'editedLimits'>>;

const none: Edited = { stored: [], editedLimits: { kind: 'known', limits: null } };

/** What was made or edited in the browser; without the database none is known, which is told on stderr. */
export async function readEdits(journalUrl: string): Promise<Edited> {
  if (journalUrl.startsWith('file:') && !existsSync(fileURLToPath(journalUrl))) return none;
  // Loaded only where there is one to read: most commands answer without a database.
  const [store, { JournalUnavailable }] = await Promise.all([
    import('../store/read-edits.ts'),
    import('../store/journal.ts'),
  ]);
  try {
    const { accounts, globalLimits } = await store.readEdits(journalUrl);
    return { stored: accounts, editedLimits: { kind: 'known', limits: globalLimits } };
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) throw error;
    warn(`accounts edited in the browser are not known, their files are shown: ${error.message}`);
    return { stored: [], editedLimits: { kind: 'unknown' } };
  }
}
