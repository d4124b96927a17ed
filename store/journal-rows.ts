import type { AccountState } from '../domain/account-state.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { AccountStateRow, DecisionRow, IntentRow } from './journal-schema.ts';

export const decisionRow = (record: DecisionRecord): DecisionRow => ({
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

/** PostgreSQL has no NUL character in text; JSON text never holds one, and ids are looked up through this too. */
export const columnText = (text: string): string => text.replaceAll('\0', '\uFFFD');

/** One row a key, as one statement can't touch a row twice; sorted, so that concurrent writers can't deadlock. */
export function newestByKey(records: readonly DecisionRecord[]): readonly DecisionRow[] {
  const newest = new Map<string, DecisionRecord>();
  for (const record of records) {
    const key = JSON.stringify([record.accountId, record.intentId, record.leg]);
    const known = newest.get(key);
    if (known === undefined || record.revision > known.revision) newest.set(key, record);
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => decisionRow(record));
}
