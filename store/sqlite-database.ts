import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import type { Connection, Database, Failure } from './database.ts';
import { reasonOf } from './database.ts';
import type { JournalSchema } from './journal-schema.ts';
import { migrate } from './migrate.ts';
import { openSqliteFile, sqliteDialect } from './sqlite-driver.ts';

/** In the file's header, so that another application's database is never taken for a journal. */
const applicationId = 0x4c4b5354;
const busyPauseMs = 10;
/** Less than all of a call's patience, so that it ends with the true reason. */
const shareForLocks = 0.75;

/** A journal in one SQLite file, written ahead (WAL): a crash of the process loses nothing that was written. */
export const sqliteDatabase = (file: string, patienceMs: number): Database => ({
  label: file,
  connect: () => openWhenFree(file, Math.floor(patienceMs * shareForLocks)),
  failureOf,
});

/** Switching to WAL is refused at once, without waiting, while another process opens the same new file. */
async function openWhenFree(file: string, busyMs: number): Promise<Connection> {
  const giveUpAt = performance.now() + busyMs;
  for (;;) {
    try {
      return await open(file, busyMs);
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      await delay(busyPauseMs);
    }
  }
}

async function open(file: string, busyMs: number): Promise<Connection> {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Kysely<JournalSchema>({ dialect: sqliteDialect(openSqliteFile(file, busyMs)) });
  try {
    await refuseForeign(db);
    await sql`pragma journal_mode = wal`.execute(db);
    await sql`pragma synchronous = normal`.execute(db);
    await sql`begin immediate`.execute(db);
    await refuseForeign(db);
    await sql.raw(`pragma application_id = ${String(applicationId)}`).execute(db);
    await migrate(db);
    await sql`commit`.execute(db);
    const opened = identityOf(file);
    return { db, isCurrent: () => identityOf(file) === opened, close: () => db.destroy() };
  } catch (error) {
    // A closed connection keeps its transaction, and so the file's lock, until it is garbage.
    await sql`rollback`.execute(db).catch(() => undefined);
    await db.destroy();
    throw error;
  }
}

/** Tables are read first: another process that makes a journal writes them together with the id. */
async function refuseForeign(db: Kysely<JournalSchema>): Promise<void> {
  const { rows: tables } = await sql`select name from sqlite_master limit 1`.execute(db);
  const { rows: ids } = await sql<{ application_id: number }>`pragma application_id`.execute(db);
  const id = ids[0]?.application_id;
  if (id !== applicationId && (id !== 0 || tables.length > 0))
    throw new Error('it is a database of another application; it was left as it is, choose another file');
}

/** Removed or replaced while open, a file would swallow every write without an error. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${String(found.dev)}/${String(found.ino)}`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (error instanceof TypeError || /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code))
    return { kind: 'refused', reason: reasonOf(error) };
  if (isBusy(error)) return { kind: 'unavailable', reason: 'another process keeps it locked' };
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
    return { kind: 'unavailable', reason: 'it is damaged or no SQLite file; it was left as it is, move it away' };
  return { kind: 'unavailable', reason: reasonOf(error) };
}
