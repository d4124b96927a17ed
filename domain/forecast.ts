import type { AccountConfig } from './account-config.ts';
import { ceilToStep, dividedBy, isLess, isMore, isPositive, larger, plus, times, type DecimalText } from './decimal.ts';
import type { MarketRules } from './market-rules.ts';
import { guardRatio, limitPriceFor } from './price-guard.ts';
import { entryCaps, entrySize, minimumNotional, rawSize, type EntrySize } from './sizing.ts';

/** An entry that the master once made, with what sizing a copy of it needs. */
export interface RecordedEntry {
  readonly symbol: string;
  /** Quote units per base unit. */
  readonly averagePrice: DecimalText;
  /** Quote units, without fees. */
  readonly masterNotional: DecimalText;
  readonly masterEquityUsd: DecimalText;
  readonly rules: MarketRules;
  /** USD per quote unit. */
  readonly quoteUsd: DecimalText;
}

/** What of an account's configuration decides the size of its entries. */
export type FollowerTerms = Pick<AccountConfig, 'sizing' | 'limits' | 'stopLossPct' | 'maxSlippageBps'>;

/**
 * True when an account of this equity, all of it free cash and nothing owned yet, would have sent an order.
 * More equity never makes it false.
 */
export function isFollowable(entry: RecordedEntry, terms: FollowerTerms, equityUsd: DecimalText): boolean {
  const { rules } = entry;
  const limitPrice = limitPriceOf(entry, terms);
  if (!rules.active || !isPositive(limitPrice)) return false;
  const size = sizeOf(entry, terms, equityUsd, limitPrice);
  if (size === null || !isPositive(size.quantity)) return false;
  return !isLess(size.quantity, rules.minimumQuantity) && !isLess(size.notional, minimumNotional(rules, limitPrice));
}

/** The least equity, in whole cents, that could have followed; null when the account's own limits forbid any. */
export function leastEquityFor(entry: RecordedEntry, terms: FollowerTerms): DecimalText | null {
  const limitPrice = limitPriceOf(entry, terms);
  if (!isPositive(limitPrice)) return null;
  const cost = leastCost(entry.rules, limitPrice);
  const bound = equityBounds(entry, terms, cost).reduce(larger, '0');
  const cents = ceilToStep(bound, '0.01');
  // Divisions keep 30 digits, so the bound may be a hair too low.
  return [cents, plus(cents, '0.01')].find((equity) => isFollowable(entry, terms, equity)) ?? null;
}

export interface Forecast {
  readonly entries: number;
  /** How many of the entries an account of this equity could follow. */
  followable(equityUsd: DecimalText): number;
  /** The least equity that could follow at least this part of the entries; null: none can. */
  leastEquity(percent: number): DecimalText | null;
  /** Entries that no equity could follow under these limits. */
  readonly outOfReach: number;
}

export function forecast(entries: readonly RecordedEntry[], terms: FollowerTerms): Forecast {
  const least = entries
    .map((entry) => leastEquityFor(entry, terms))
    .filter((equity) => equity !== null)
    .sort((a, b) => (isLess(a, b) ? -1 : isMore(a, b) ? 1 : 0));
  return {
    entries: entries.length,
    followable: (equityUsd) => least.filter((equity) => !isMore(equity, equityUsd)).length,
    leastEquity: (percent) => least[Math.max(1, Math.ceil((percent * entries.length) / 100)) - 1] ?? null,
    outOfReach: entries.length - least.length,
  };
}

const guardOf = ({ rules }: RecordedEntry, terms: FollowerTerms): DecimalText => guardRatio(terms, rules.base);

const limitPriceOf = (entry: RecordedEntry, terms: FollowerTerms): DecimalText =>
  limitPriceFor('buy', entry.averagePrice, guardOf(entry, terms), entry.rules);

function sizeOf(
  entry: RecordedEntry,
  terms: FollowerTerms,
  equityUsd: DecimalText,
  limitPrice: DecimalText,
): EntrySize | null {
  const { masterNotional, masterEquityUsd, quoteUsd, rules } = entry;
  const raw = rawSize({ sizing: terms.sizing, masterNotional, masterEquityUsd, equityUsd, quoteUsd });
  if (raw === null) return null;
  const caps = entryCaps({
    limits: terms.limits,
    stopLossPct: terms.stopLossPct,
    equityUsd,
    quoteUsd,
    positionValue: '0',
    freeQuote: dividedBy(equityUsd, quoteUsd),
    takerFeeRate: rules.takerFeeRate,
    guardRatio: guardOf(entry, terms),
    exposureRoomUsd: null,
  });
  return entrySize(raw, caps, limitPrice, rules.quantityStep);
}

/** Quote units of the smallest order that the exchange takes. */
function leastCost(rules: MarketRules, limitPrice: DecimalText): DecimalText {
  const { quantityStep, minimumQuantity } = rules;
  const minimum = minimumNotional(rules, limitPrice);
  const quantity = [minimumQuantity, dividedBy(minimum, limitPrice)]
    .map((least) => ceilToStep(least, quantityStep))
    .reduce(larger, quantityStep);
  const cost = times(quantity, limitPrice);
  return isLess(cost, minimum) ? times(plus(quantity, quantityStep), limitPrice) : cost;
}

/** The equities at which each rule that grows with equity allows an order of this cost. */
function equityBounds(entry: RecordedEntry, terms: FollowerTerms, cost: DecimalText): readonly DecimalText[] {
  const { rules, quoteUsd } = entry;
  const { sizing, limits, stopLossPct } = terms;
  const costUsd = times(cost, quoteUsd);
  const cash = times(costUsd, plus('1', plus(rules.takerFeeRate, guardOf(entry, terms))));
  const bounds = [cash];
  if (sizing.kind === 'percent-of-equity') bounds.push(dividedBy(times(costUsd, '100'), sizing.percent));
  if (sizing.kind === 'equity-proportional') {
    bounds.push(dividedBy(times(cost, entry.masterEquityUsd), times(entry.masterNotional, sizing.multiplier)));
  }
  if (limits.maxRiskPerTradePct !== null && stopLossPct !== null) {
    bounds.push(dividedBy(times(costUsd, stopLossPct), limits.maxRiskPerTradePct));
  }
  return bounds;
}
