import type { Kysely } from 'kysely';
import type { IntentRecord } from '../domain/decision-record.ts';
import type { JournalSchema } from './journal-schema.ts';

/** The latest entries, newest first, without what accounts did with them. */
export async function newestEntries(db: Kysely<JournalSchema>, limit: number): Promise<readonly IntentRecord[]> {
  const rows = await db
    .selectFrom('journal_intents')
    .select('record')
    .where('kind', '=', 'entry')
    .orderBy('handed_out_at_ms', 'desc')
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => JSON.parse(row.record) as IntentRecord);
}
