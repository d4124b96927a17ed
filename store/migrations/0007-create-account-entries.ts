import type { Kysely, Migration } from 'kysely';

export const createAccountEntries: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('account_entries')
      .addColumn('account_id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('entry', 'text', (column) => column.notNull())
      .execute();
  },
};
