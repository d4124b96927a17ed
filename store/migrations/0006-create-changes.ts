import type { Kysely, Migration } from 'kysely';

/**
 * What changed in the journal, for those who follow it live.
 *
 * Ids come from one counted row: whoever takes the next ones holds that row until its transaction ends, so ids have no
 * gap and become visible in their order. The count starts at the time, so that a journal made anew gives no id again.
 */
export const createChanges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('journal_changes')
      .addColumn('change_id', 'bigint', (column) => column.notNull().primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('ref', 'text', (column) => column.notNull())
      .addColumn('leg', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('journal_change_counter')
      .addColumn('last_id', 'bigint', (column) => column.notNull())
      .execute();
    await (db as Kysely<{ journal_change_counter: { last_id: number } }>)
      .insertInto('journal_change_counter')
      .values({ last_id: Date.now() })
      .execute();
  },
};
