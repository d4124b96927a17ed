import { dividedBy, isLess, isMore, isPositive, minus, plus, times, type DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import { emptyPosition, profitOf, withFill, type Position } from './position.ts';
import { usdPerQuote } from './profit.ts';
import { rehearsedFill } from './rehearsed-state.ts';

/** One observed decision, as if its order had been sent. */
export interface RehearsedTrade {
  readonly record: DecisionRecord;
  /** Base units that it would have traded; null: it would have sent nothing. */
  readonly quantity: DecimalText | null;
  readonly price: DecimalText | null;
  /** Quote units, by the market's fee for takers. */
  readonly fee: DecimalText | null;
  /** Quote units, the fees of purchase and sale included; null for a purchase. */
  readonly realizedProfit: DecimalText | null;
}

export interface RehearsedLedger {
  readonly trades: readonly RehearsedTrade[];
  /** What it would hold now; realized profit is of the rehearsal alone. */
  readonly positions: Readonly<Record<string, Position>>;
}

export interface RehearsedProfit {
  readonly realizedUsd: DecimalText | null;
  readonly unrealizedUsd: DecimalText | null;
  /** Null, as each of them, without a price that it needs. */
  readonly profitUsd: DecimalText | null;
}

export interface Observation {
  /** When the account went to observe, or first observed a trade; null when it never did. */
  readonly sinceMs: number | null;
  /** Oldest first. */
  readonly records: readonly DecisionRecord[];
}

/**
 * What one account decided while it observed last: since it went to observe, if it observes now.
 * @param records in observe, newest first
 * @param switchedAtMs when it changed between observe and live
 */
export function latestObservation(
  records: readonly DecisionRecord[],
  switchedAtMs: readonly number[],
  isObserving: boolean,
): Observation {
  const untilMs = isObserving ? Infinity : (records[0]?.decidedAtMs ?? -Infinity);
  const beganAtMs = Math.max(...switchedAtMs.filter((atMs) => atMs <= untilMs));
  const since = records.filter(({ decidedAtMs }) => decidedAtMs >= beganAtMs).reverse();
  return { sinceMs: beganAtMs === -Infinity ? (since[0]?.decidedAtMs ?? null) : beganAtMs, records: since };
}

/**
 * Trade by trade what observing would have bought and sold.
 * @param records one account's decisions in observe, oldest first
 * @param owned what it really owned when it began to observe: it is part of what it would hold
 */
export function rehearse(
  records: readonly DecisionRecord[],
  owned: Readonly<Record<string, Position>>,
): RehearsedLedger {
  const positions: Record<string, Position> = Object.fromEntries(
    Object.values(owned).map(({ symbol, ownedQuantity, costBasis }) => [
      symbol,
      { ...emptyPosition(symbol), ownedQuantity, costBasis },
    ]),
  );
  const trades = records.map((record): RehearsedTrade => {
    const before = asDecidedBy(record, positions[record.symbol] ?? emptyPosition(record.symbol));
    const fill = rehearsedFill(record);
    const after = fill === null ? before : withFill(before, fill);
    if (isPositive(after.ownedQuantity) || fill !== null || positions[record.symbol] !== undefined) {
      positions[record.symbol] = after;
    }
    return {
      record,
      quantity: fill?.quantity ?? null,
      price: fill === null ? null : record.averagePrice,
      fee: fill?.feeInQuote ?? null,
      realizedProfit: fill?.side === 'sell' ? minus(after.realizedProfit, before.realizedProfit) : null,
    };
  });
  return { trades, positions };
}

/**
 * The ledger that a decision was made by is right about quantity: coins that no record tells of came at the price of
 * that moment, and coins that are gone went without profit.
 */
function asDecidedBy({ basis, averagePrice }: DecisionRecord, position: Position): Position {
  const { ownedQuantity } = basis;
  if (isLess(ownedQuantity, position.ownedQuantity)) {
    const costBasis = times(position.costBasis, dividedBy(ownedQuantity, position.ownedQuantity));
    return { ...position, ownedQuantity, costBasis };
  }
  if (!isMore(ownedQuantity, position.ownedQuantity) || averagePrice === null) return position;
  const cost = times(minus(ownedQuantity, position.ownedQuantity), averagePrice);
  return { ...position, ownedQuantity, costBasis: plus(position.costBasis, cost) };
}

/** @param prices last ones by symbol */
export function rehearsedProfit(
  positions: RehearsedLedger['positions'],
  prices: Readonly<Record<string, DecimalText>>,
): RehearsedProfit {
  let realized: DecimalText | null = '0';
  let profit: DecimalText | null = '0';
  for (const position of Object.values(positions)) {
    const usd = usdPerQuote(position.symbol.split('/')[1] ?? '', prices);
    const whole = profitOf(position, prices[position.symbol]);
    realized = realized === null || usd === null ? null : plus(realized, times(position.realizedProfit, usd));
    profit = profit === null || whole === null || usd === null ? null : plus(profit, times(whole, usd));
  }
  const unrealized = realized === null || profit === null ? null : minus(profit, realized);
  return { realizedUsd: realized, unrealizedUsd: unrealized, profitUsd: profit };
}
