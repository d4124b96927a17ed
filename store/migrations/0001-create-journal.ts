import type { Kysely, Migration } from 'kysely';

export const createJournal: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('journal_decisions')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('intent_id', 'text', (column) => column.notNull())
      .addColumn('leg', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('sequence', 'bigint')
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('symbol', 'text', (column) => column.notNull())
      .addColumn('side', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('mode', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('code', 'text')
      .addColumn('client_order_id', 'text')
      .addColumn('exchange_order_id', 'text')
      .addColumn('occurred_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('decided_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('settled_at_ms', 'bigint')
      .addColumn('record', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('journal_decisions_key', ['account_id', 'intent_id', 'leg'])
      .execute();
    await db.schema
      .createIndex('journal_decisions_by_intent')
      .on('journal_decisions')
      .columns(['intent_id', 'origin'])
      .execute();
    await db.schema
      .createIndex('journal_decisions_by_account_and_time')
      .on('journal_decisions')
      .columns(['account_id', 'decided_at_ms'])
      .execute();

    await db.schema
      .createTable('journal_intents')
      .addColumn('intent_id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('symbol', 'text', (column) => column.notNull())
      .addColumn('side', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('occurred_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('handed_out_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('followers_settled', 'bigint', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('journal_intents_by_time')
      .on('journal_intents')
      .columns(['handed_out_at_ms', 'sequence'])
      .execute();
    await db.schema.createIndex('journal_intents_by_sequence').on('journal_intents').columns(['sequence']).execute();

    await db.schema
      .createTable('journal_account_states')
      .addColumn('account_id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('state', 'text', (column) => column.notNull())
      .execute();
  },
};
