import type { Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { AccountEvent } from '../domain/account-event.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import { accountEventRows, accountStateRow, decisionRows, intentRow } from './journal-rows.ts';
import type { JournalSchema } from './journal-schema.ts';

/** Small enough for both databases' limits on parameters and for a short hold of SQLite's one write lock. */
const rowsPerStatement = 200;

/** A record of the same revision changes nothing: it is the same record. */
export async function upsertDecisions(db: Kysely<JournalSchema>, records: readonly DecisionRecord[]): Promise<void> {
  for (const chunk of chunksOf(decisionRows(records))) {
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

/** An event that is there already stays as it was seen first. */
export async function insertEvents(db: Kysely<JournalSchema>, events: readonly AccountEvent[]): Promise<void> {
  for (const chunk of chunksOf(accountEventRows(events))) {
    await db
      .insertInto('journal_account_events')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['account_id', 'event_id']).doNothing())
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
        .whereRef('excluded.followers_settled', '>=', 'journal_intents.followers_settled')
        .whereRef('excluded.record', '<>', 'journal_intents.record'),
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

const chunksOf = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / rowsPerStatement) }, (_, index) =>
    rows.slice(index * rowsPerStatement, (index + 1) * rowsPerStatement),
  );

/** Every column from the row that could not be inserted. */
const excludedColumns = (row: object = {}): Record<string, RawBuilder<never>> =>
  Object.fromEntries(Object.keys(row).map((column) => [column, sql.ref<never>(`excluded.${column}`)]));
