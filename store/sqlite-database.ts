import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Kysely } from 'kysely';
import type { Connection, Database, Failure } from './database.ts';
import { reasonOf } from './database.ts';
import type { JournalSchema } from './journal-schema.ts';
import { migrate } from './migrate.ts';
import { sqliteDialect } from './sqlite-driver.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { codeOf, isBusy, openSqliteFile, whenFree } from './sqlite-file.ts';

/** In the file's header, so that another application's database is never taken for a journal. */
const applicationId = 0x4c4b5354;
/** Less than all of a call's patience, so that it ends with the true reason. */
const shareForLocks = 0.75;

/** A journal in one SQLite file, written ahead (WAL): a crash of the process loses nothing that was written. */
export const sqliteDatabase = (file: string, patienceMs: number): Database => ({
  label: file,
  connect: () => openWhenFree(file, Math.floor(patienceMs * shareForLocks)),
  failureOf,
});

/** Several processes may be making the same new file: each lock that is met takes a new connection. */
const openWhenFree = (path: string, busyMs: number): Promise<Connection> => whenFree(busyMs, () => open(path, busyMs));

async function open(path: string, busyMs: number): Promise<Connection> {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSqliteFile(path, busyMs);
  const db = new Kysely<JournalSchema>({ dialect: sqliteDialect(file) });
  try {
    await refuseForeign(file);
    await file.query('pragma journal_mode = wal', []);
    await file.execute('pragma synchronous = normal');
    await file.begin();
    await refuseForeign(file);
    await file.execute(`pragma application_id = ${String(applicationId)}`);
    await migrate(db);
    await file.commit();
    const opened = identityOf(path);
    return { db, isCurrent: () => !file.isSpoiled && identityOf(path) === opened, close: () => db.destroy() };
  } catch (error) {
    // A closed connection keeps its transaction, and so the file's lock, until it is garbage.
    if (file.inTransaction) await file.rollback().catch(() => undefined);
    await db.destroy();
    throw error;
  }
}

/** Tables are read first: another process that makes a journal writes them together with the id. */
async function refuseForeign(file: SqliteFile): Promise<void> {
  const tables = await file.query('select name from sqlite_master limit 1', []);
  const [id] = await file.query('pragma application_id', []);
  if (isDeepStrictEqual(id, { application_id: applicationId })) return;
  if (!isDeepStrictEqual(id, { application_id: 0 }) || tables.length > 0)
    throw new Error('it is a database of another application; it was left as it is, choose another file');
}

/** Removed or replaced while open, a file would swallow every write without an error. */
function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${String(found.dev)}/${String(found.ino)}`;
}

function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (error instanceof TypeError || /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code))
    return { kind: 'refused', reason: reasonOf(error) };
  if (isBusy(error)) return { kind: 'unavailable', reason: 'another process keeps it locked' };
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
    return { kind: 'unavailable', reason: 'it is damaged or no SQLite file; it was left as it is, move it away' };
  return { kind: 'unavailable', reason: reasonOf(error) };
}
