import type { AccountConfig, AccountMode, TradingState } from './account-config.ts';
import type { AccountState, OpenOrder } from './account-state.ts';
import { driftCauseOf, withDriftCause } from './drift.ts';
import { withEnded } from './ended-orders.ts';
import { noGlobalOrder } from './global-order.ts';
import { utcDate } from './profit.ts';
import { withReconcileSoon } from './reconcile-schedule.ts';
import { isDuplicate, noIntentsSeen, withSeen, withSeenId } from './seen-intents.ts';
import { withDecision } from './settle.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { Settled } from './open-order.ts';
import type { TradeIntent } from './trade-intent.ts';
import { tradeFromIntent, tradeKey, type Trade } from './trade.ts';

/** An account's first start: observing, active, nothing owned. */
export const newAccount = (config: AccountConfig, nowMs: number): AccountState => ({
  config,
  mode: 'observe',
  tradingState: 'active',
  automatic: null,
  acknowledged: [],
  global: noGlobalOrder,
  allowsWithdrawal: false,
  connection: 'not-connected',
  reason: 'starting',
  reconciled: false,
  nextReadAtMs: 0,
  failedReads: 0,
  nextFlushAtMs: 0,
  ledgerFromMs: nowMs,
  reconciledToMs: nowMs,
  nextReconcileAtMs: 0,
  snapshot: null,
  permissions: null,
  markets: {},
  positions: {},
  openOrders: [],
  endedOrders: [],
  targets: {},
  shortfalls: {},
  foreignIds: [],
  lastNonce: '0',
  rehearsal: null,
  stops: { highs: {}, firedAtMs: {}, blindSinceMs: null },
  seen: noIntentsSeen,
  inbox: [],
  day: { date: utcDate(nowMs), trades: 0, profitAtStartUsd: '0' },
  signalsObserved: 0,
  tradesCopied: 0,
  decisions: [],
  unwritten: [],
  events: [],
  unwrittenEvents: [],
});

/** A state from an earlier run: the exchange has to answer anew before anything trades. */
export const resumedAccount = (state: AccountState): AccountState => ({
  ...state,
  connection: 'not-connected',
  reason: 'starting',
  reconciled: false,
  nextReadAtMs: 0,
  nextReconcileAtMs: 0,
  failedReads: 0,
  openOrders: state.openOrders.map((order) => (order.state === 'sending' ? { ...order, state: 'unknown' } : order)),
});

/** Queues an intent once: duplicates, by id or by sequence, change nothing. */
export function withIntent(state: AccountState, intent: TradeIntent): AccountState {
  if (isDuplicate(state.seen, intent)) return state;
  return { ...state, inbox: [...state.inbox, tradeFromIntent(intent, state.mode)], seen: withSeen(state.seen, intent) };
}

/** Queues an own order once: the same id again is the same order. */
export function withOwnTrade(state: AccountState, trade: Trade): AccountState {
  const key = tradeKey(trade);
  if (state.seen.recentIds.includes(key)) return state;
  return { ...state, inbox: [...state.inbox, trade], seen: withSeenId(state.seen, key) };
}

export const withoutTrade = (state: AccountState, trade: Trade): AccountState => ({
  ...state,
  inbox: state.inbox.filter((queued) => queued !== trade),
});

/** Going live needs a key that works; the reason says why it was refused. */
export function withMode(state: AccountState, mode: AccountMode): AccountState {
  if (mode === 'live' && state.connection !== 'connected') return state;
  return { ...state, mode };
}

/** A person's own choice: it clears the reason of an automatic one. */
export const withTradingState = (state: AccountState, tradingState: TradingState): AccountState => ({
  ...state,
  tradingState,
  reason: state.connection === 'connected' ? null : state.reason,
});

/** A decision that sends nothing, or that is about to: counted once. */
export function withDecided(state: AccountState, record: DecisionRecord): AccountState {
  const observes = record.origin === 'master' && record.mode === 'observe' ? 1 : 0;
  return withDecision({ ...state, signalsObserved: state.signalsObserved + observes }, record);
}

export const withOpenOrder = (state: AccountState, order: OpenOrder): AccountState => ({
  ...state,
  openOrders: [...state.openOrders.filter((open) => tradeKey(open.record) !== tradeKey(order.record)), order],
});

/** Puts a settled order's ledger, record and remaining state back into the account. */
export function withSettled(settled: Settled, nowMs: number): AccountState {
  const { state, order, isOver } = settled;
  const { record } = order;
  const before = state.openOrders.find((open) => tradeKey(open.record) === tradeKey(record));
  const others = state.openOrders.filter((open) => open !== before);
  const decided = withDecision({ ...state, openOrders: isOver ? others : [...others, order] }, record);
  const wasUnclear = before?.state === 'unknown' || before?.state === 'needs-review' || before?.state === 'waiting';
  const next = wasUnclear && before.state !== order.state ? withReconcileSoon(decided, nowMs) : decided;
  if (!isOver) return next;
  const cause = driftCauseOf(record);
  const ended = withEnded(next, order, nowMs);
  return cause === null ? ended : withDriftCause(ended, record.symbol, cause);
}
