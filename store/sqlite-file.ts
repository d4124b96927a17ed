import { setTimeout as delay } from 'node:timers/promises';
import Libsql from 'libsql/promise';

/**
 * One open SQLite file whose work runs beside the event loop: a locked or slow file stops nothing else.
 *
 * libsql 0.5.29 leaves a prepared statement that meets another connection's lock half-run. From then on the connection
 * is pinned to an old state, and what it writes seems to succeed but is never committed. So only statements without
 * parameters (`begin` above all) may meet a lock and try again; a query that meets one spoils the connection.
 */
export interface SqliteFile {
  readonly inTransaction: boolean;
  /** Nothing more may be done with it than to close it. */
  readonly isSpoiled: boolean;
  /** Takes the file's write lock; an SQLITE_BUSY error when another connection keeps it for longer than the wait. */
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** A statement without parameters or result. */
  execute(sql: string): Promise<void>;
  /** Writes belong between `begin` and `commit`. */
  query(sql: string, parameters: readonly unknown[]): Promise<readonly unknown[]>;
  close(): void;
}

/** @param busyMs how long `begin` and its like wait for another connection */
export function openSqliteFile(path: string, busyMs: number): SqliteFile {
  const file: LibsqlFile = new Libsql(path, noWait);
  let inTransaction = false;
  let isSpoiled = false;
  const execute = async (sql: string): Promise<void> => {
    await whenFree(busyMs, () => file.exec(sql));
  };
  return {
    get inTransaction() {
      return inTransaction;
    },
    get isSpoiled() {
      return isSpoiled;
    },
    begin: async () => {
      await execute('begin immediate');
      inTransaction = true;
    },
    commit: async () => {
      await execute('commit');
      inTransaction = false;
    },
    rollback: async () => {
      inTransaction = false;
      await execute('rollback');
    },
    execute,
    query: async (sql, parameters) => {
      const bindable = parameters.map(bindableOf);
      try {
        return await (await file.prepare(sql)).all(bindable);
      } catch (error) {
        isSpoiled ||= isBusy(error);
        throw error;
      }
    },
    close: () => file.close(),
  };
}

/** All connections of a process share libsql's few threads: one that waits there keeps out those it waits for. */
const noWait = { timeout: 0 };
const longestPauseMs = 10;

/** Repeats what met a lock. */
export async function whenFree<T>(busyMs: number, work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + busyMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      await delay(pauseMs);
    }
  }
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

/** The part of libsql that is used; `run` is not: it blocks the event loop. */
interface LibsqlFile {
  exec(sql: string): Promise<unknown>;
  prepare(sql: string): Promise<{ all(parameters: readonly Bindable[]): Promise<unknown[]> }>;
  close(): void;
}

type Bindable = string | number | bigint | Uint8Array | null;

/** libsql ends the whole process when it is given another kind of value. */
function bindableOf(value: unknown): Bindable {
  if (value === null || value instanceof Uint8Array) return value;
  if (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number') return value;
  throw new TypeError(`a value of type ${typeof value} can't be stored`);
}
