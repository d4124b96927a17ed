import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Kysely, PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';
import pg from 'pg';
import type { Connection, Database, Failure } from './database.ts';
import { reasonOf } from './database.ts';
import type { JournalSchema } from './journal-schema.ts';
import { migrate } from './migrate.ts';

const connectMs = 2_000;
const migrateMs = 60_000;

/** A journal in a PostgreSQL database of its own or beside other tables. */
export const postgresDatabase = (url: string, patienceMs: number): Database => ({
  label: labelOf(new URL(url)),
  connect: () => open(url, patienceMs),
  failureOf,
});

/** Host and database alone: user, password and options stay out of every message. */
const labelOf = ({ host, pathname }: URL): string => `PostgreSQL at ${host || 'the local socket'}${pathname}`;

async function open(url: string, patienceMs: number): Promise<Connection> {
  const preparing = kyselyOn(poolOf(url, 1, connectMs, migrateMs));
  try {
    await migrate(preparing);
  } finally {
    await preparing.destroy();
  }
  const db = kyselyOn(poolOf(url, 4, patienceMs, patienceMs));
  return { db, isCurrent: () => true, close: () => db.destroy() };
}

const kyselyOn = (pool: PostgresPool): Kysely<JournalSchema> =>
  new Kysely<JournalSchema>({ dialect: new PostgresDialect({ pool }) });

function poolOf(connectionString: string, max: number, connectWithinMs: number, answerWithinMs: number): PostgresPool {
  const pool = new pg.Pool({
    connectionString,
    max,
    min: Math.min(1, max - 1),
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: answerWithinMs,
    statement_timeout: answerWithinMs,
    idle_in_transaction_session_timeout: answerWithinMs,
    keepAlive: true,
    application_name: 'lockstep',
  });
  // A connection that breaks while nobody waits for it: the pool opens another one when it is needed.
  const ignore = (): void => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return { connect: async () => discardedWhenBroken(await pool.connect()), end: () => pool.end() };
}

/** A connection that did not answer in time is still busy with the old query: nobody may get it next. */
function discardedWhenBroken(client: PoolClient): PostgresPoolClient {
  let broken: Error | null = null;
  const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    if (broken !== null) throw broken;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: () => {
      client.release(broken !== null);
    },
  };
}

/** SQLSTATE classes 22 (data) and 23 (integrity) are about the data; all others about the database. */
function failureOf(error: unknown): Failure {
  const refused = error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
  return { kind: refused ? 'refused' : 'unavailable', reason: reasonOf(error) };
}
