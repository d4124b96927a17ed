import type { Kysely } from 'kysely';
import type { AccountEntries, StoredAccount } from './account-entries.ts';
import { databaseAt } from './database-at.ts';
import { columnText } from './journal-rows.ts';
import type { AccountEntryRow, JournalSchema } from './journal-schema.ts';
import { keepConnected } from './keep-connected.ts';

export interface AccountEntriesSettings {
  /** Of the journal. */
  readonly url: string;
  /** No call takes longer; one that can't be done by then rejects. */
  readonly patienceMs?: number;
}

/**
 * Never fails for an unreachable database: it is opened in the background, and again with each call.
 * @throws Error when the url names no kind of database
 */
export function openAccountEntries({ url, patienceMs = 3_000 }: AccountEntriesSettings): AccountEntries {
  const { run, close } = keepConnected(databaseAt(url, patienceMs), patienceMs);
  return {
    list: () => run(listEntries),
    put: (account) =>
      run(async (db) => {
        const { account_id, ...rest } = rowOf(account);
        await db
          .insertInto('account_entries')
          .values({ account_id, ...rest })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet(rest))
          .execute();
      }),
    remove: (accountId) =>
      run(async (db) => {
        const removed = await db
          .deleteFrom('account_entries')
          .where('account_id', '=', columnText(accountId))
          .returning('account_id')
          .execute();
        return removed.length > 0;
      }),
    close,
  };
}

/** By account id. */
export const listEntries = async (db: Kysely<JournalSchema>): Promise<readonly StoredAccount[]> =>
  (await db.selectFrom('account_entries').selectAll().orderBy('account_id').execute()).map(storedOf);

const rowOf = ({ accountId, role, entry }: StoredAccount): AccountEntryRow => ({
  account_id: columnText(accountId),
  role,
  entry: JSON.stringify(entry),
});

const storedOf = ({ account_id, role, entry }: AccountEntryRow): StoredAccount => ({
  accountId: account_id,
  role: role === 'master' ? 'master' : 'user',
  entry: parsed(entry),
});

/** One that another hand broke keeps no other from being read. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
