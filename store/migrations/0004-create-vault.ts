import type { Kysely, Migration } from 'kysely';

export const createVault: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('vault_locks')
      .addColumn('name', 'text', (column) => column.notNull().primaryKey())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('proof', 'text', (column) => column.notNull())
      .addColumn('generation', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('vault_credentials')
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('masked', 'text', (column) => column.notNull())
      .addColumn('wrapped_key', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('vault_credentials_key', ['place', 'account_id'])
      .execute();
  },
};
