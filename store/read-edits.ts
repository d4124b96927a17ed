import type { StoredAccount } from './account-entries.ts';
import { databaseAt } from './database-at.ts';
import { keepConnected } from './keep-connected.ts';
import { listEntries } from './open-account-entries.ts';
import { readLimits } from './open-global-limits.ts';

/** What was made or edited in the browser. */
export interface Edits {
  readonly accounts: readonly StoredAccount[];
  /** See `StoredGlobalLimits`. */
  readonly globalLimits: unknown;
}

/** For who looks once. @throws JournalUnavailable when the database can't be used */
export async function readEdits(url: string, patienceMs = 3_000): Promise<Edits> {
  const { run, close } = keepConnected(databaseAt(url, patienceMs), patienceMs);
  try {
    return await run(async (db) => ({ accounts: await listEntries(db), globalLimits: await readLimits(db) }));
  } finally {
    await close();
  }
}
