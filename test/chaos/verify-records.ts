import { isDeepStrictEqual } from 'node:util';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { tradeKey } from '../../domain/trade.ts';
import type { AccountEvidence } from './evidence.ts';

/** The journal against the account's own state: each decision final, and the same in both. */
export function recordDifferences({ state, records }: AccountEvidence): readonly string[] {
  const reviewed = new Set(
    state.openOrders.filter((order) => order.state === 'needs-review').map(({ record }) => tradeKey(record)),
  );
  const unfinished = records
    .filter((record) => record.settledAtMs === null || record.outcome === 'pending' || record.outcome === 'unknown')
    .filter((record) => !reviewed.has(tradeKey(record)))
    .map(
      ({ intentId, outcome }) => `the journal's last word on ${intentId} is "${outcome}", and no review is asked for`,
    );
  const journaled = new Map(records.map((record) => [tradeKey(record), record]));
  const unequal = state.decisions.flatMap((record) => {
    const written = journaled.get(tradeKey(record));
    if (written === undefined) return [`decision on ${record.intentId} is not in the journal`];
    if (isDeepStrictEqual(plain(written), plain(record))) return [];
    const fields = Object.keys(record).filter(
      (field) => !isDeepStrictEqual(valueOf(written, field), valueOf(record, field)),
    );
    const words = fields.map((field) => `${field} ${shown(written, field)} and ${shown(record, field)}`);
    return [
      `journal and account differ on ${record.intentId}, revision ${String(record.revision)}: ${words.join('; ')}`,
    ];
  });
  return [...unfinished, ...unequal];
}

/** As both travelled through JSON. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
const valueOf = (record: DecisionRecord, field: string): unknown =>
  plain(record[field as keyof DecisionRecord] ?? null);
const shown = (record: DecisionRecord, field: string): string => JSON.stringify(valueOf(record, field)).slice(0, 120);
