import { sql, SqliteAdapter, type Kysely, type Migration } from 'kysely';
import { changesInPostgres } from './0006-changes-in-postgres.ts';
import { changesInSqlite } from './0006-changes-in-sqlite.ts';

/**
 * What changed in the journal, for those who follow it live: triggers note each row that a statement really changed, in
 * its transaction.
 *
 * Ids come from one counted row. A statement takes its ids after all its other locks and holds the row until it is
 * committed and seen by everybody: so ids have no gap, become visible in their order, and nobody waits in a circle. The
 * count starts at the time, so that a journal made anew gives no id again. Changes are kept for a day: with every 1,024
 * new ones up to 4,096 old ones are removed, from the front only, so that what stays has no gap whatever the clocks say.
 */
export const createChanges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
    for (const statement of isSqlite ? changesInSqlite : changesInPostgres) await sql.raw(statement).execute(db);
  },
};
