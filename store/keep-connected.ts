import type { Kysely } from 'kysely';
import type { Connection, Database } from './database.ts';
import { JournalRefused } from './journal-refused.ts';
import type { JournalSchema } from './journal-schema.ts';
import { JournalUnavailable } from './journal.ts';
import { within } from './within.ts';

export interface KeptConnection {
  /** @throws JournalUnavailable when it can't be done within the patience; the next call tries anew */
  run<T>(work: (db: Kysely<JournalSchema>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens at once and, as long as that fails, again with each call. */
export function keepConnected(database: Database, patienceMs: number): KeptConnection {
  let opening: Promise<Connection> | null = null;
  let closed = false;

  const messageOf = (reason: string): string => `Journal ${database.label} can't be used: ${reason}`;
  const unavailable = (reason: string): JournalUnavailable => new JournalUnavailable(messageOf(reason));
  const drop = (dropped: Promise<Connection>): void => {
    if (opening === dropped) opening = null;
  };
  const connected = async (): Promise<Connection> => {
    if (closed) throw new Error('it was closed');
    const mine = (opening ??= database.connect());
    let connection: Connection;
    try {
      connection = await mine;
    } catch (error) {
      drop(mine);
      throw error;
    }
    if (connection.isCurrent()) return connection;
    if (opening === mine) void connection.close();
    drop(mine);
    return connected();
  };
  const attempt = async <T>(work: (db: Kysely<JournalSchema>) => Promise<T>): Promise<T> => {
    try {
      return await work((await connected()).db);
    } catch (error) {
      const { kind, reason } = database.failureOf(error);
      throw kind === 'refused' ? new JournalRefused(messageOf(reason)) : unavailable(reason);
    }
  };

  void connected().catch(() => undefined);
  return {
    run: (work) => within(patienceMs, attempt(work), () => unavailable(`no answer within ${String(patienceMs)} ms`)),
    close: async () => {
      closed = true;
      const closing = Promise.resolve(opening).then(
        (connection) => connection?.close(),
        () => undefined,
      );
      await within(patienceMs, closing, () => unavailable('it did not close in time')).catch(() => undefined);
    },
  };
}
