import type { Kysely, Migration } from 'kysely';

export const createAccountEvents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('journal_account_events')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('event_id', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('symbol', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('journal_account_events_key', ['account_id', 'event_id'])
      .execute();
    await db.schema
      .createIndex('journal_account_events_by_account_and_time')
      .on('journal_account_events')
      .columns(['account_id', 'at_ms'])
      .execute();
    await db.schema
      .createIndex('journal_account_events_by_time')
      .on('journal_account_events')
      .columns(['at_ms'])
      .execute();
  },
};
