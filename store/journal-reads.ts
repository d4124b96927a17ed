import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AccountEvent } from '../domain/account-event.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import { columnText } from './journal-rows.ts';
import type { JournalSchema } from './journal-schema.ts';
import type { JournaledIntent } from './journal.ts';

type Db = Kysely<JournalSchema>;
type StoredIntent = Pick<JournalSchema['journal_intents'], 'intent_id' | 'record'>;

export async function newestIntents(db: Db, limit: number): Promise<readonly JournaledIntent[]> {
  const intents = await db
    .selectFrom('journal_intents')
    .select(['intent_id', 'record'])
    .orderBy('handed_out_at_ms', 'desc')
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  return withDecisions(db, intents);
}

export async function intentById(db: Db, intentId: string): Promise<JournaledIntent | null> {
  const intents = await db
    .selectFrom('journal_intents')
    .select(['intent_id', 'record'])
    .where('intent_id', '=', columnText(intentId))
    .execute();
  const [found] = await withDecisions(db, intents);
  return found ?? null;
}

/**
 * All intents of one master's order, in the order of their numbers: its partial fills are handed out one by one, the
 * first under the order's own id, later ones with a suffix.
 */
export async function intentsOfOrder(db: Db, orderId: string): Promise<readonly JournaledIntent[]> {
  const first = columnText(orderId);
  const intents = await db
    .selectFrom('journal_intents')
    .select(['intent_id', 'record'])
    .where('sequence', '>=', (numbers) =>
      numbers.selectFrom('journal_intents').select('sequence').where('intent_id', '=', first),
    )
    .where((row) => row.or([row('intent_id', '=', first), row(startOfId(`${first}:`), '=', `${first}:`)]))
    .orderBy('sequence')
    .execute();
  return withDecisions(db, intents);
}

const startOfId = (prefix: string) => sql<string>`substr(intent_id, 1, length(cast(${prefix} as text)))`;

/** What followers did; the master's own order is not among them. */
async function withDecisions(db: Db, intents: readonly StoredIntent[]): Promise<readonly JournaledIntent[]> {
  if (intents.length === 0) return [];
  const ids = intents.map((row) => row.intent_id);
  const rows = await db
    .selectFrom('journal_decisions')
    .select(['intent_id', 'record'])
    .where('intent_id', 'in', ids)
    .where('origin', '=', 'master')
    .orderBy('account_id')
    .orderBy('leg')
    .execute();
  const recordsOf = new Map<string, DecisionRecord[]>(ids.map((id) => [id, []]));
  for (const row of rows) recordsOf.get(row.intent_id)?.push(JSON.parse(row.record) as DecisionRecord);
  return intents.map((row) => ({
    intent: JSON.parse(row.record) as IntentRecord,
    records: recordsOf.get(row.intent_id) ?? [],
  }));
}

export async function decisionsOf(db: Db, accountId: string, limit: number): Promise<readonly DecisionRecord[]> {
  const rows = await db
    .selectFrom('journal_decisions')
    .select('record')
    .where('account_id', '=', columnText(accountId))
    .orderBy('decided_at_ms', 'desc')
    .orderBy('occurred_at_ms', 'desc')
    .orderBy('intent_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => JSON.parse(row.record) as DecisionRecord);
}

/** @param accountId null: of every account */
export async function eventsOf(db: Db, accountId: string | null, limit: number): Promise<readonly AccountEvent[]> {
  const rows = await db
    .selectFrom('journal_account_events')
    .select('event')
    .$if(accountId !== null, (query) => query.where('account_id', '=', columnText(accountId ?? '')))
    .orderBy('at_ms', 'desc')
    .orderBy('account_id')
    .orderBy('event_id')
    .limit(limit)
    .execute();
  return rows.map((row) => JSON.parse(row.event) as AccountEvent);
}

/** PostgreSQL gives a large integer as text. */
export async function lastSequence(db: Db): Promise<number> {
  const row = await db
    .selectFrom('journal_intents')
    .select((columns) => columns.fn.max<string | number | null>('sequence').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

export async function accountState(db: Db, accountId: string): Promise<AccountState | null> {
  const row = await db
    .selectFrom('journal_account_states')
    .select('state')
    .where('account_id', '=', columnText(accountId))
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.state) as AccountState);
}
