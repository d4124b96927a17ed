import type { AccountEvent } from '../domain/account-event.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { AccountEventRow, AccountStateRow, DecisionRow, IntentRow } from './journal-schema.ts';

const decisionRow = (record: DecisionRecord): DecisionRow => ({
  account_id: columnText(record.accountId),
  intent_id: columnText(record.intentId),
  leg: columnText(record.leg),
  revision: record.revision,
  sequence: record.sequence,
  origin: record.origin,
  symbol: columnText(record.symbol),
  side: record.side,
  kind: record.kind,
  mode: record.mode,
  outcome: record.outcome,
  code: record.code,
  client_order_id: record.plan?.clientOrderId ?? null,
  exchange_order_id: record.exchangeOrderId,
  occurred_at_ms: record.occurredAtMs,
  decided_at_ms: record.decidedAtMs,
  settled_at_ms: record.settledAtMs,
  record: JSON.stringify(record),
});

export const intentRow = (intent: IntentRecord): IntentRow => ({
  intent_id: columnText(intent.intentId),
  sequence: intent.sequence,
  symbol: columnText(intent.symbol),
  side: intent.side,
  kind: intent.kind,
  occurred_at_ms: intent.occurredAtMs,
  handed_out_at_ms: intent.handedOutAtMs,
  followers_settled: intent.delivered.length + intent.undelivered.length,
  record: JSON.stringify(intent),
});

export const accountStateRow = (state: AccountState): AccountStateRow => ({
  account_id: columnText(state.config.accountId),
  state: JSON.stringify(state),
});

const accountEventRow = (event: AccountEvent): AccountEventRow => ({
  account_id: columnText(event.accountId),
  event_id: columnText(event.eventId),
  code: event.code,
  symbol: columnText(event.symbol),
  at_ms: event.atMs,
  event: JSON.stringify(event),
});

/** PostgreSQL has no NUL character in text; JSON text never holds one, and ids are looked up through this too. */
export const columnText = (text: string): string => text.replaceAll('\0', '\uFFFD');

/** The newest revision of each record. */
export const decisionRows = (records: readonly DecisionRecord[]): readonly DecisionRow[] =>
  onePerKey(
    records,
    ({ accountId, intentId, leg }) => [accountId, intentId, leg],
    (record, known) => record.revision > known.revision,
  ).map(decisionRow);

/** The first sight of each event. */
export const accountEventRows = (events: readonly AccountEvent[]): readonly AccountEventRow[] =>
  onePerKey(
    events,
    ({ accountId, eventId }) => [accountId, eventId],
    (event, known) => event.atMs < known.atMs,
  ).map(accountEventRow);

/** One item a key, as one statement can't touch a row twice; sorted, so that concurrent writers can't deadlock. */
function onePerKey<T>(
  items: readonly T[],
  keyOf: (item: T) => readonly string[],
  replaces: (item: T, known: T) => boolean,
): readonly T[] {
  const kept = new Map<string, T>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item).map(columnText));
    const known = kept.get(key);
    if (known === undefined || replaces(item, known)) kept.set(key, item);
  }
  return [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
