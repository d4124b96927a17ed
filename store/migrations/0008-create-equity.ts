import { sql, SqliteAdapter, type Kysely, type Migration } from 'kysely';

/** By time, for sums over all accounts and for thinning out; by account, for one account and for what was known last. */
export const createEquity: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
    await db.schema
      .createTable('equity_points')
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('slot', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('sandbox', 'integer', (column) => column.notNull())
      .addColumn('equity_usd', 'text', (column) => column.notNull())
      .addColumn('equity_cents', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('equity_points_key', ['step', 'slot', 'account_id'])
      // Rows in the order of time: half as large, and a stretch of time is read in one go.
      .$call((table) => (isSqlite ? table.modifyEnd(sql`without rowid`) : table))
      .execute();
    await db.schema
      .createIndex('equity_points_by_account')
      .on('equity_points')
      .columns(['account_id', 'step', 'slot'])
      .execute();
  },
};
