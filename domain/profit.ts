import type { AccountSnapshot } from './account-snapshot.ts';
import type { AccountState, TradingDay } from './account-state.ts';
import { isPositive, minus, plus, times, type DecimalText } from './decimal.ts';
import { profitOf } from './position.ts';

export const utcDate = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 10);

const dollarQuotes = new Set(['USD']);

/** USD for one unit of a quote currency; null when there is no price for it. */
export function usdPerQuote(quote: string, prices: Readonly<Record<string, DecimalText>>): DecimalText | null {
  return dollarQuotes.has(quote) ? '1' : (prices[`${quote}/USD`] ?? null);
}

export interface PricedPositions extends Pick<AccountState, 'positions'> {
  readonly snapshot: Pick<AccountSnapshot, 'prices'> | null;
}

/**
 * Realized and unrealized profit of everything Lockstep owns or owned for this account, fees included, in USD.
 * Null when a price is missing.
 */
export function totalProfitUsd(state: PricedPositions): DecimalText | null {
  const prices = state.snapshot?.prices ?? {};
  let total: DecimalText = '0';
  for (const position of Object.values(state.positions)) {
    const profit = profitOf(position, prices[position.symbol]);
    const usd = usdPerQuote(position.symbol.split('/')[1] ?? '', prices);
    if (profit === null || usd === null) return null;
    total = plus(total, times(profit, usd));
  }
  return total;
}

/** The trading day at this moment; a new one starts from the profit so far. */
export function dayAt(state: AccountState, nowMs: number): TradingDay {
  const date = utcDate(nowMs);
  if (state.day.date === date) {
    return state.day.profitAtStartUsd === null ? { ...state.day, profitAtStartUsd: totalProfitUsd(state) } : state.day;
  }
  return { date, trades: 0, profitAtStartUsd: totalProfitUsd(state) };
}

/** Profit since midnight UTC in USD, negative for a loss; null when a price is missing. */
export function profitTodayUsd(state: AccountState): DecimalText | null {
  const now = totalProfitUsd(state);
  const start = state.day.profitAtStartUsd;
  return now === null || start === null ? null : minus(now, start);
}

/** True when today's loss has reached the limit. */
export function isLossLimitReached(state: AccountState): boolean {
  const limit = state.config.limits.maxDailyLossUsd;
  const profit = profitTodayUsd(state);
  if (limit === null || profit === null) return false;
  return !isPositive(plus(profit, limit));
}
