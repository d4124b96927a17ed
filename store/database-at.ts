import { fileURLToPath } from 'node:url';
import type { Database } from './database.ts';
import { postgresDatabase } from './postgres-database.ts';
import { sqliteDatabase } from './sqlite-database.ts';

/**
 * @param url `file:/path/journal.db` or `postgres://user:password@host/database`
 * @throws Error when the url names no kind of database; it never shows the url, which may hold a password
 */
export function databaseAt(url: string, patienceMs: number): Database {
  if (/^postgres(ql)?:/.test(url) && URL.canParse(url)) return postgresDatabase(url, patienceMs);
  if (/^file:\/(\/\/|[^/])/.test(url)) return sqliteDatabase(fileURLToPath(url), patienceMs);
  throw new Error('the journal url must be file:/path/journal.db or postgres://user@host/database');
}
