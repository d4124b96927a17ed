import { dividedBy, isPositive, minus, plus, rounded, times, type DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';

/**
 * All legs of one account for one trade, as one: what they filled together, and how the last one ended. An exit that was
 * carried on is so seen as the one exit that it is. Undefined without any.
 */
export function joinedRecord(records: readonly DecisionRecord[]): DecisionRecord | undefined {
  const legs = [...records].sort((one, other) => one.decidedAtMs - other.decidedAtMs);
  const [first] = legs;
  const last = legs.at(-1);
  if (first === undefined || last === undefined || legs.length === 1) return first;
  const filledQuantity = sum(legs.map((leg) => leg.filledQuantity));
  const isWhole = first.plan !== null && !isPositive(minus(first.plan.quantity, filledQuantity));
  const isOver = last.settledAtMs !== null;
  const outcome = isWhole ? 'filled' : isOver && isPositive(filledQuantity) ? 'partial' : last.outcome;
  return {
    ...first,
    outcome,
    code: isWhole ? null : last.code,
    context: isWhole ? '' : last.context,
    exchangeOrderId: last.exchangeOrderId ?? first.exchangeOrderId,
    filledQuantity,
    averagePrice: weighted(legs, ({ averagePrice }) => averagePrice) ?? last.averagePrice,
    slippageBps: roundedOrNull(weighted(legs, ({ slippageBps }) => slippageBps)),
    feeAsset: legs.find(({ feeAsset }) => feeAsset !== null)?.feeAsset ?? null,
    feeAmount: sum(legs.map(({ feeAmount }) => feeAmount)),
    tradeIds: legs.flatMap(({ tradeIds }) => tradeIds),
    settledAtMs: last.settledAtMs,
  };
}

/** One intent may take an account several legs: together they are what the account did. */
export function joinedByAccount(records: readonly DecisionRecord[]): readonly DecisionRecord[] {
  const legs = new Map<string, DecisionRecord[]>();
  for (const record of records) legs.set(record.accountId, [...(legs.get(record.accountId) ?? []), record]);
  return [...legs.values()].flatMap((ofOne) => joinedRecord(ofOne) ?? []);
}

const sum = (amounts: readonly DecimalText[]): DecimalText => amounts.reduce(plus, '0');
const roundedOrNull = (amount: DecimalText | null): DecimalText | null => (amount === null ? null : rounded(amount, 2));

/** Weighted by what each leg filled; null when none did. */
function weighted(
  legs: readonly DecisionRecord[],
  valueOf: (leg: DecisionRecord) => DecimalText | null,
): DecimalText | null {
  const filled = legs.filter((leg) => isPositive(leg.filledQuantity) && valueOf(leg) !== null);
  if (filled.length === 0) return null;
  const total = sum(filled.map(({ filledQuantity }) => filledQuantity));
  return dividedBy(sum(filled.map((leg) => times(leg.filledQuantity, valueOf(leg) ?? '0'))), total);
}
