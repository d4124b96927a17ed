import type { Kysely } from 'kysely';
import type { AccountEvent } from '../domain/account-event.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import { columnText } from './journal-rows.ts';
import type { JournalSchema } from './journal-schema.ts';

type Db = Kysely<JournalSchema>;

/** What moves a ledger without an order of ours. */
const ledgerEvents = ['EXTERNAL_REDUCTION', 'EXTERNAL_TRADE'];

/** @param after the last one of the page before; null for the first page */
export async function executionsAfter(
  db: Db,
  accountId: string | null,
  after: DecisionRecord | null,
  limit: number,
): Promise<readonly DecisionRecord[]> {
  const rows = await db
    .selectFrom('journal_decisions')
    .select('record')
    .where('exchange_order_id', 'is not', null)
    .where('mode', '=', 'live')
    .$if(accountId !== null, (query) => query.where('account_id', '=', columnText(accountId ?? '')))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('account_id', 'decided_at_ms', 'intent_id', 'leg'),
          '>',
          tuple(
            columnText(after?.accountId ?? ''),
            after?.decidedAtMs ?? 0,
            columnText(after?.intentId ?? ''),
            columnText(after?.leg ?? ''),
          ),
        ),
      ),
    )
    .orderBy('account_id')
    .orderBy('decided_at_ms')
    .orderBy('intent_id')
    .orderBy('leg')
    .limit(limit)
    .execute();
  return rows.map((row) => JSON.parse(row.record) as DecisionRecord);
}

/** @param after the last one of the page before; null for the first page */
export async function ledgerEventsAfter(
  db: Db,
  accountId: string | null,
  after: AccountEvent | null,
  limit: number,
): Promise<readonly AccountEvent[]> {
  const rows = await db
    .selectFrom('journal_account_events')
    .select('event')
    .where('code', 'in', ledgerEvents)
    .$if(accountId !== null, (query) => query.where('account_id', '=', columnText(accountId ?? '')))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('account_id', 'at_ms', 'event_id'),
          '>',
          tuple(columnText(after?.accountId ?? ''), after?.atMs ?? 0, columnText(after?.eventId ?? '')),
        ),
      ),
    )
    .orderBy('account_id')
    .orderBy('at_ms')
    .orderBy('event_id')
    .limit(limit)
    .execute();
  return rows.map((row) => JSON.parse(row.event) as AccountEvent);
}
