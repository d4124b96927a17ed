import Libsql from 'libsql/promise';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';

/** The part of libsql whose work runs beside the event loop: a locked or slow file stops nothing else. */
export interface SqliteFile {
  prepare(sql: string): Promise<{ all(parameters: readonly Bindable[]): Promise<unknown[]> }>;
  close(): void;
}
type Bindable = string | number | bigint | Uint8Array | null;

/** @param busyMs how long a statement waits for another process's write */
export const openSqliteFile = (file: string, busyMs: number): SqliteFile => new Libsql(file, { timeout: busyMs });

/** Kysely over one open file; its own SQLite driver knows only calls that block the event loop. */
export const sqliteDialect = (file: SqliteFile): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => sqliteDriver(file),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

function sqliteDriver(file: SqliteFile): Driver {
  const connection = connectionTo(file);
  const run = async (held: DatabaseConnection, sql: string): Promise<void> => {
    await held.executeQuery(CompiledQuery.raw(sql));
  };
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
    beginTransaction: (held) => run(held, 'begin immediate'),
    commitTransaction: (held) => run(held, 'commit'),
    rollbackTransaction: (held) => run(held, 'rollback'),
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
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const bindable = parameters.map(bindableOf);
    const statement = await file.prepare(sql);
    return { rows: (await statement.all(bindable)) as R[] };
  },
  streamQuery() {
    throw new Error('streaming is not supported');
  },
});

/** libsql ends the whole process when it is given another kind of value. */
function bindableOf(value: unknown): Bindable {
  if (value === null || value instanceof Uint8Array) return value;
  if (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number') return value;
  throw new TypeError(`a value of type ${typeof value} can't be stored`);
}
