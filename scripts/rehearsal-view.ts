import type { AccountMode } from '../domain/account-config.ts';
import { isPositive, minus, rounded, times, type DecimalText } from '../domain/decimal.ts';
import type { DecisionRecord, Outcome } from '../domain/decision-record.ts';
import { liveComparison, type LiveComparison } from '../domain/live-comparison.ts';
import { averagePriceOf } from '../domain/position.ts';
import type { IntentKind, Side } from '../domain/trade-intent.ts';
import { count, money, timeText } from './output.ts';
import type { Rehearsed } from './read-rehearsal.ts';

/** A rehearsal as `mode live` tells it. */
export interface RehearsalSummary {
  readonly accountId: string;
  readonly mode: AccountMode | null;
  /** Epoch milliseconds. */
  readonly since: number | null;
  readonly cleanObservations: number;
  readonly uncleanCodes: Readonly<Record<string, number>>;
  readonly positions: readonly RehearsedPosition[];
  readonly realizedUsd: DecimalText | null;
  readonly unrealizedUsd: DecimalText | null;
  readonly profitUsd: DecimalText | null;
}

export interface RehearsedPosition {
  readonly symbol: string;
  readonly quantity: DecimalText;
  /** Quote units per base unit, fees included. */
  readonly averagePrice: DecimalText;
  /** Quote units, fees included. */
  readonly costBasis: DecimalText;
  readonly price: DecimalText | null;
  /** Quote units; null without a price. */
  readonly unrealizedProfit: DecimalText | null;
}

/** A rehearsal as `rehearsal` tells it. */
export interface RehearsalView extends RehearsalSummary {
  /** How many there were; {@link trades} has the latest, oldest first. */
  readonly tradesInAll: number;
  readonly trades: readonly TradeView[];
}

export interface TradeView {
  readonly intentId: string;
  readonly sequence: number | null;
  readonly occurredAtMs: number;
  readonly symbol: string;
  readonly side: Side;
  readonly kind: IntentKind;
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly context: string;
  readonly quantity: DecimalText | null;
  readonly price: DecimalText | null;
  readonly fee: DecimalText | null;
  readonly realizedProfit: DecimalText | null;
  readonly live: LiveComparison;
}

export function rehearsalSummary({
  accountId,
  mode,
  sinceMs,
  observed,
  ledger,
  profit,
  prices,
}: Rehearsed): RehearsalSummary {
  return {
    accountId,
    mode,
    since: sinceMs,
    cleanObservations: observed.clean,
    uncleanCodes: observed.unclean,
    positions: Object.values(ledger.positions)
      .filter(({ ownedQuantity }) => isPositive(ownedQuantity))
      .map((position) => {
        const { symbol, ownedQuantity, costBasis } = position;
        const price = prices[symbol] ?? null;
        return {
          symbol,
          quantity: ownedQuantity,
          averagePrice: rounded(averagePriceOf(position), 8),
          costBasis: rounded(costBasis, 8),
          price,
          unrealizedProfit: price === null ? null : rounded(minus(times(ownedQuantity, price), costBasis), 8),
        };
      }),
    realizedUsd: roundedOrNull(profit.realizedUsd),
    unrealizedUsd: roundedOrNull(profit.unrealizedUsd),
    profitUsd: roundedOrNull(profit.profitUsd),
  };
}

export function rehearsalView(
  rehearsed: Rehearsed,
  live: ReadonlyMap<string, readonly DecisionRecord[]>,
  limit: number,
): RehearsalView {
  const { trades } = rehearsed.ledger;
  return {
    ...rehearsalSummary(rehearsed),
    tradesInAll: trades.length,
    trades: latestTrades(rehearsed, limit).map(({ record, quantity, price, fee, realizedProfit }) => ({
      intentId: record.intentId,
      sequence: record.sequence,
      occurredAtMs: record.occurredAtMs,
      symbol: record.symbol,
      side: record.side,
      kind: record.kind,
      outcome: record.outcome,
      code: record.code,
      context: record.context,
      quantity,
      price,
      fee: roundedOrNull(fee),
      realizedProfit: roundedOrNull(realizedProfit),
      live: liveComparison(
        (live.get(record.intentId) ?? []).filter(({ accountId }) => accountId !== rehearsed.accountId),
      ),
    })),
  };
}

export const latestTrades = ({ ledger }: Rehearsed, limit: number): Rehearsed['ledger']['trades'] =>
  ledger.trades.slice(-limit);

const roundedOrNull = (amount: DecimalText | null): DecimalText | null => (amount === null ? null : rounded(amount, 8));

/** Such as `since 2026-01-31 14:05:09: 12 clean observations, would hold 0.1 BTC/USD, would have earned 4.60 USD`. */
export function rehearsalInWords(rehearsal: RehearsalSummary): string {
  const { since, cleanObservations, profitUsd } = rehearsal;
  if (since === null) return 'it never observed a trade: nothing was rehearsed';
  const unclean = uncleanInWords(rehearsal);
  return [
    `rehearsed since ${timeText(since).slice(0, 19)} UTC: ${count(cleanObservations, 'clean observation')}`,
    ...(unclean === null ? [] : [unclean]),
    `would hold ${holdingsInWords(rehearsal)}`,
    `would have earned ${profitUsd === null ? 'an unknown sum, as a price is missing' : `${money(profitUsd)} USD`}`,
  ].join(', ');
}

/** Such as `3 not clean (2 BALANCE_UNKNOWN, 1 NOT_CONNECTED)`; null when all were clean. */
export function uncleanInWords({ uncleanCodes }: RehearsalSummary): string | null {
  const codes = Object.entries(uncleanCodes);
  if (codes.length === 0) return null;
  const total = codes.reduce((sum, [, number]) => sum + number, 0);
  return `${total} not clean (${codes.map(([code, number]) => `${number} ${code}`).join(', ')})`;
}

export const holdingsInWords = ({ positions }: RehearsalSummary): string =>
  positions.map(({ quantity, symbol }) => `${quantity} ${symbol}`).join(', ') || 'nothing';
