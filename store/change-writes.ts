import { sql, type Kysely, type Transaction } from 'kysely';
import type { ChangeRow, JournalSchema } from './journal-schema.ts';

type ChangeKind = ChangeRow['kind'];
export type Changed = Pick<ChangeRow, 'account_id' | 'ref' | 'leg'>;

/** Changes are kept for a day. */
const keptMs = 24 * 60 * 60 * 1_000;
/** Old changes are removed bit by bit with the new ones, more than come: no write waits long for it. */
const changesPerPruning = 1_024;
const removedPerPruning = 4 * changesPerPruning;

/** Writes rows and notes those that really changed, both or nothing. @param write tells which rows it changed */
export const withChanges = (
  db: Kysely<JournalSchema>,
  kind: ChangeKind,
  write: (transaction: Transaction<JournalSchema>) => Promise<readonly Changed[]>,
): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const changed = await write(transaction);
    if (changed.length > 0) await noteChanges(transaction, kind, changed);
  });

/**
 * The transaction's last work: from here on it holds the counter, which every other writer needs. It takes no lock
 * after that one, so writers can't wait for each other in a circle.
 */
async function noteChanges(
  transaction: Transaction<JournalSchema>,
  kind: ChangeKind,
  changed: readonly Changed[],
): Promise<void> {
  const counter = await transaction
    .updateTable('journal_change_counter')
    .set({ last_id: sql<number>`last_id + ${changed.length}` })
    .returning('last_id')
    .executeTakeFirstOrThrow();
  const lastId = Number(counter.last_id);
  const firstId = lastId - changed.length + 1;
  const atMs = Date.now();
  await transaction
    .insertInto('journal_changes')
    .values(changed.map((row, index) => ({ ...row, change_id: firstId + index, kind, at_ms: atMs })))
    .execute();
  const isPruningDue = Math.floor(lastId / changesPerPruning) > Math.floor((firstId - 1) / changesPerPruning);
  if (isPruningDue) await removeBefore(transaction, atMs - keptMs);
}

/** Removes from the front only: what stays has no gap, whatever the writers' clocks say. */
async function removeBefore(transaction: Transaction<JournalSchema>, cutoffMs: number): Promise<void> {
  const oldest = await changeIdFrom(transaction, 0);
  const firstKept = await changeIdFrom(transaction, cutoffMs);
  if (oldest === null || firstKept === null) return;
  await transaction
    .deleteFrom('journal_changes')
    .where('change_id', '<', Math.min(firstKept, oldest + removedPerPruning))
    .execute();
}

async function changeIdFrom(transaction: Transaction<JournalSchema>, atMs: number): Promise<number | null> {
  const row = await transaction
    .selectFrom('journal_changes')
    .select('change_id')
    .where('at_ms', '>=', atMs)
    .orderBy('change_id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : Number(row.change_id);
}
