import type { AccountState, OpenOrder } from './account-state.ts';
import { isPositive, minus } from './decimal.ts';
import { effectiveState } from './effective-state.ts';
import type { OrderSize } from './own-order.ts';
import { withReconcileSoon } from './reconcile-schedule.ts';
import { tradeKey, type Continuation, type Trade } from './trade.ts';

/** Long enough for a look through the exchange in between: a fill that is listed late is not sold again. */
const waitsMs = [7_000, 7_000, 10_000, 15_000, 30_000, 60_000];
const mostAttempts = 20;
/** An exit is not held up for long by an exchange that can't be looked through. */
const lookedThroughWithinMs = 30_000;

/** Nothing changes by asking again. */
const finalCodes = new Set(['BELOW_MINIMUM', 'INVALID_ORDER', 'MARKET_UNKNOWN', 'RESOLVED_BY_PERSON']);

/**
 * Goes on with an exit that ended with less sold than it was to sell: one of the master's, or a liquidation. A person's
 * own order ends as it ends, and a stop fires again by itself.
 */
export function withContinuation(state: AccountState, order: OpenOrder, nowMs: number): AccountState {
  const trade = continued(state, order, nowMs);
  if (trade === null || state.inbox.some((queued) => tradeKey(queued) === tradeKey(trade))) return state;
  return withReconcileSoon({ ...state, inbox: [...state.inbox, trade] }, nowMs);
}

function continued(state: AccountState, { trade, record, applied }: OpenOrder, nowMs: number): Trade | null {
  const { plan, kind, outcome, code } = record;
  if (kind !== 'exit' || plan === null || trade.replyToMaster) return null;
  if (state.mode !== 'live' || effectiveState(state) === 'halted') return null;
  const leg = trade.continues?.leg ?? trade.leg;
  const isLiquidation = leg.startsWith('liquidate:');
  if (!isLiquidation && leg !== 'copy') return null;
  const isUnfinished = outcome === 'partial' || outcome === 'expired' || (isLiquidation && outcome === 'rejected');
  const rest = minus(plan.quantity, applied.quantity);
  if (!isUnfinished || !isPositive(rest) || (code !== null && finalCodes.has(code))) return null;
  const attempt = (trade.continues?.attempt ?? 0) + 1;
  if (attempt > mostAttempts) return null;
  const size: OrderSize = isLiquidation ? { kind: 'fraction', fraction: '1' } : { kind: 'quantity', quantity: rest };
  const waitMs = waitsMs[Math.min(attempt, waitsMs.length) - 1] ?? 0;
  const continues: Continuation = { attempt, leg, endedAtMs: nowMs, notBeforeMs: nowMs + waitMs };
  return { ...trade, leg: `${leg}+${attempt}`, size, continues };
}

/** When a trade may be decided at the earliest: at once, unless it goes on with an exit that ended before. */
export function dueAtMs({ continues }: Trade, { reconciledToMs }: Pick<AccountState, 'reconciledToMs'>): number {
  if (continues === undefined) return 0;
  const isLookedThrough = reconciledToMs > continues.endedAtMs;
  return isLookedThrough ? continues.notBeforeMs : continues.notBeforeMs + lookedThroughWithinMs;
}
