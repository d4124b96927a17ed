import type { Kysely } from 'kysely';
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
