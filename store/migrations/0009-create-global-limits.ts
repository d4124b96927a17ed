import type { Kysely, Migration } from 'kysely';

export const createGlobalLimits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('global_limits')
      .addColumn('name', 'text', (column) => column.notNull().primaryKey())
      .addColumn('limits', 'text', (column) => column.notNull())
      .execute();
  },
};
