import type { Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { AccountState } from '../domain/account-state.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import { accountStateRow, intentRow, newestByKey } from './journal-rows.ts';
import type { JournalSchema } from './journal-schema.ts';

/** Small enough for both databases' limits on parameters and for a short hold of SQLite's one write lock. */
const rowsPerStatement = 200;

/** A record of the same revision changes nothing: it is the same record. */
export async function upsertDecisions(db: Kysely<JournalSchema>, records: readonly DecisionRecord[]): Promise<void> {
  const rows = newestByKey(records);
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const chunk = rows.slice(start, start + rowsPerStatement);
    await db
      .insertInto('journal_decisions')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'intent_id', 'leg'])
          .doUpdateSet(excludedColumns(chunk[0]))
          .whereRef('excluded.revision', '>', 'journal_decisions.revision'),
      )
      .execute();
  }
}

export async function upsertIntent(db: Kysely<JournalSchema>, intent: IntentRecord): Promise<void> {
  const row = intentRow(intent);
  await db
    .insertInto('journal_intents')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('intent_id')
        .doUpdateSet(excludedColumns(row))
        .whereRef('excluded.followers_settled', '>=', 'journal_intents.followers_settled'),
    )
    .execute();
}

export async function upsertAccountState(db: Kysely<JournalSchema>, state: AccountState): Promise<void> {
  const row = accountStateRow(state);
  await db
    .insertInto('journal_account_states')
    .values(row)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(excludedColumns(row)))
    .execute();
}

/** Every column from the row that could not be inserted. */
const excludedColumns = (row: object = {}): Record<string, RawBuilder<never>> =>
  Object.fromEntries(Object.keys(row).map((column) => [column, sql.ref<never>(`excluded.${column}`)]));
