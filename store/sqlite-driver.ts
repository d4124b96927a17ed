import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { SelectQueryNode, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { SqliteFile } from './sqlite-file.ts';

/** Kysely over one open file; its own SQLite driver knows only calls that block the event loop. */
export const sqliteDialect = (file: SqliteFile): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => sqliteDriver(file),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** One connection, one user of it at a time, in the order of their coming. */
function sqliteDriver(file: SqliteFile): Driver {
  const connection = connectionTo(file);
  let lastInLine = Promise.resolve();
  let leave = (): void => undefined;
  const enter = async (): Promise<DatabaseConnection> => {
    const before = lastInLine;
    let mine = (): void => undefined;
    lastInLine = new Promise((resolve) => {
      mine = resolve;
    });
    await before;
    leave = mine;
    return connection;
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: enter,
    beginTransaction: () => file.begin(),
    commitTransaction: () => file.commit(),
    // SQLite may have ended the transaction itself: what failed before is the error to tell.
    rollbackTransaction: () => file.rollback().catch(() => undefined),
    releaseConnection: () => {
      leave();
      return Promise.resolve();
    },
    destroy: async () => {
      await enter();
      file.close();
      leave();
    },
  };
}

const connectionTo = (file: SqliteFile): DatabaseConnection => ({
  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    const run = (): Promise<readonly unknown[]> => file.query(sql, parameters);
    const rows = SelectQueryNode.is(query) || file.inTransaction ? await run() : await inOwnTransaction(file, run);
    return { rows: rows as R[] };
  },
  streamQuery() {
    throw new Error('streaming is not supported');
  },
});

/** The write lock is taken first, so that no writing statement can meet another connection's. */
async function inOwnTransaction<T>(file: SqliteFile, write: () => Promise<T>): Promise<T> {
  await file.begin();
  try {
    const result = await write();
    await file.commit();
    return result;
  } catch (error) {
    await file.rollback().catch(() => undefined);
    throw error;
  }
}
