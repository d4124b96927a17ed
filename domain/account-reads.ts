import type { AccountSnapshot, KeyPermissions } from './account-snapshot.ts';
import type { AccountState } from './account-state.ts';
import { isPositive } from './decimal.ts';
import type { MarketRules } from './market-rules.ts';
import { stopLosses } from './stop-loss.ts';
import { dayAt, isLossLimitReached, profitTodayUsd } from './profit.ts';

/** What one reading of the exchange gave. A failure is data: it says nothing of what exists. */
export type AccountReading =
  | {
      readonly kind: 'read';
      readonly snapshot: AccountSnapshot;
      readonly markets: Readonly<Record<string, MarketRules | null>>;
      /** Null when they were not asked for. */
      readonly permissions: KeyPermissions | null;
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

const readEveryMs = 300_000;
const watchEveryMs = 14_000;
const credentialsRetryMs = 60_000;
const retryAfterMs = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** An exit that waits for the account to connect is tried at least this often. */
const exitRetryMs = 5_000;
/** A passing fault doesn't disconnect an account; the third in a row does. */
const failuresToDisconnect = 3;

/** What the symbols are that a reading must cover for every guard to have its price. */
export function symbolsToRead(state: AccountState): readonly string[] {
  const owned = Object.values(state.positions).filter((position) => isPositive(position.ownedQuantity));
  return [...new Set([...owned.map((position) => position.symbol), ...state.inbox.map((trade) => trade.symbol)])];
}

/**
 * The state after a reading.
 * @param jitter between 0 and 1, so that many accounts don't read at the same moment
 */
export function afterReading(
  state: AccountState,
  reading: AccountReading,
  nowMs: number,
  jitter: number,
): AccountState {
  switch (reading.kind) {
    case 'credentials-missing':
      return {
        ...state,
        connection: 'credentials-missing',
        reason: 'credentials not set',
        nextReadAtMs: nowMs + credentialsRetryMs,
      };
    case 'failed': {
      const failedReads = state.failedReads + 1;
      const backoffMs = retryAfterMs[Math.min(failedReads, retryAfterMs.length) - 1] ?? 0;
      const hasExitWaiting = state.inbox.some((trade) => trade.kind === 'exit');
      const isDown = reading.isRefused || !state.reconciled || failedReads >= failuresToDisconnect;
      return {
        ...state,
        connection: isDown ? 'not-connected' : state.connection,
        reason: isDown ? reading.reason : state.reason,
        failedReads,
        lastNonce: reading.lastNonce ?? state.lastNonce,
        nextReadAtMs: nowMs + (hasExitWaiting ? Math.min(backoffMs, exitRetryMs) : backoffMs),
      };
    }
    case 'read': {
      const connected: AccountState = {
        ...state,
        connection: 'connected',
        reason: state.connection === 'connected' ? state.reason : null,
        reconciled: true,
        failedReads: 0,
        snapshot: reading.snapshot,
        markets: { ...state.markets, ...reading.markets },
        permissions: reading.permissions ?? state.permissions,
        lastNonce: reading.lastNonce,
      };
      const dated = withDay(connected, nowMs);
      const everyMs = watchesPrices(dated) ? watchEveryMs : readEveryMs * (0.8 + 0.4 * jitter);
      const inbox = [...dated.inbox, ...stopLosses(dated, nowMs)];
      return { ...dated, inbox, nextReadAtMs: nowMs + Math.round(everyMs) };
    }
  }
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
const watchesPrices = (state: AccountState): boolean =>
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
