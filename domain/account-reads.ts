import type { AccountSnapshot, KeyPermissions } from './account-snapshot.ts';
import type { AccountState } from './account-state.ts';
import { isPositive } from './decimal.ts';
import type { MarketRules } from './market-rules.ts';
import type { ReconcileFindings } from './reconcile-findings.ts';
import { dayAt, isLossLimitReached, profitTodayUsd } from './profit.ts';

/** What one reading of the exchange gave. A failure is data: it says nothing of what exists. */
export type AccountReading =
  | {
      readonly kind: 'read';
      readonly snapshot: AccountSnapshot;
      readonly markets: Readonly<Record<string, MarketRules | null>>;
      /** Null when they were not asked for. */
      readonly permissions: KeyPermissions | null;
      /** Null when the exchange's lists were not asked for. */
      readonly findings: ReconcileFindings | null;
      readonly lastNonce: string;
    }
  | { readonly kind: 'credentials-missing' }
  | {
      readonly kind: 'failed';
      /** True when the exchange refused the key itself. */
      readonly isRefused: boolean;
      readonly reason: string;
      readonly lastNonce: string | null;
    };

export const watchEveryMs = 14_000;

/** What the symbols are that a reading must cover for every guard to have its price. */
export function symbolsToRead(state: AccountState): readonly string[] {
  const owned = Object.values(state.positions).filter((position) => isPositive(position.ownedQuantity));
  return [...new Set([...owned.map((position) => position.symbol), ...state.inbox.map((trade) => trade.symbol)])];
}

/** A position that was just bought is watched from now on, not from the next reading on. */
export const withWatch = (state: AccountState, nowMs: number): AccountState =>
  watchesPrices(state) ? { ...state, nextReadAtMs: Math.min(state.nextReadAtMs, nowMs + watchEveryMs) } : state;

/** Rolls the trading day over and enters exit-only when the day's loss has reached its limit. */
export function withDay(state: AccountState, nowMs: number): AccountState {
  const dated = { ...state, day: dayAt(state, nowMs) };
  const { stopTradingOnLoss, maxDailyLossUsd } = dated.config.limits;
  if (dated.tradingState !== 'active' || !stopTradingOnLoss || !isLossLimitReached(dated)) return dated;
  const reason = `DAILY_LOSS_REACHED profit_usd=${profitTodayUsd(dated) ?? '?'} limit=${maxDailyLossUsd ?? '?'}`;
  return { ...dated, tradingState: 'exit-only', reason };
}

/** A loss limit or a stop-loss is worth nothing without a price to hold it against. */
export const watchesPrices = (state: AccountState): boolean =>
  (state.config.limits.maxDailyLossUsd !== null || state.config.stopLossPct !== null) &&
  Object.values(state.positions).some((position) => isPositive(position.ownedQuantity));

/** The exchange refused the key while trading: known at once, checked again soon. */
export const afterRefusal = (state: AccountState, reason: string, nowMs: number): AccountState => ({
  ...state,
  connection: 'not-connected',
  reason,
  failedReads: state.failedReads + 1,
  nextReadAtMs: nowMs + 10_000,
});
