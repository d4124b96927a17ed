import type { Kysely } from 'kysely';
import type { AccountEvent } from '../domain/account-event.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import { columnText } from './journal-rows.ts';
import type { JournalSchema } from './journal-schema.ts';

type Db = Kysely<JournalSchema>;

/** What was decided in observe since the account last decided anything in live, newest first. */
export async function observationsOf(db: Db, accountId: string, limit: number): Promise<readonly DecisionRecord[]> {
  const id = columnText(accountId);
  const newest = await latestIn(db, id, 'observe', Number.MAX_SAFE_INTEGER);
  if (newest === null) return [];
  const lastLive = await latestIn(db, id, 'live', newest);
  const rows = await db
    .selectFrom('journal_decisions')
    .select('record')
    .where('account_id', '=', id)
    .where('mode', '=', 'observe')
    .where('decided_at_ms', '>=', lastLive ?? 0)
    .orderBy('decided_at_ms', 'desc')
    .orderBy('occurred_at_ms', 'desc')
    .orderBy('intent_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => JSON.parse(row.record) as DecisionRecord);
}

/** PostgreSQL gives a large integer as text. */
async function latestIn(db: Db, accountId: string, mode: string, beforeMs: number): Promise<number | null> {
  const row = await db
    .selectFrom('journal_decisions')
    .select((columns) => columns.fn.max<string | number | null>('decided_at_ms').as('atMs'))
    .where('account_id', '=', accountId)
    .where('mode', '=', mode)
    .where('decided_at_ms', '<', beforeMs)
    .executeTakeFirst();
  return row?.atMs == null ? null : Number(row.atMs);
}

/** When the account was switched between observe and live, newest first. */
export async function modeChangesOf(db: Db, accountId: string, limit: number): Promise<readonly AccountEvent[]> {
  const rows = await db
    .selectFrom('journal_account_events')
    .select('event')
    .where('account_id', '=', columnText(accountId))
    .where('code', '=', 'MODE_CHANGED')
    .orderBy('at_ms', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => JSON.parse(row.event) as AccountEvent);
}

/** What live followers did with these intents. */
export async function liveDecisionsOf(db: Db, intentIds: readonly string[]): Promise<readonly DecisionRecord[]> {
  if (intentIds.length === 0) return [];
  const rows = await db
    .selectFrom('journal_decisions')
    .select('record')
    .where('intent_id', 'in', intentIds.map(columnText))
    .where('origin', '=', 'master')
    .where('mode', '=', 'live')
    .orderBy('account_id')
    .orderBy('leg')
    .execute();
  return rows.map((row) => JSON.parse(row.record) as DecisionRecord);
}
