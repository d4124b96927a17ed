import type { AccountConfig, AccountMode, TradingState } from './account-config.ts';
import type { AccountState, OpenOrder } from './account-state.ts';
import { driftCauseOf, withDriftCause } from './drift.ts';
import { withContinuation } from './exit-continuation.ts';
import { withEnded } from './ended-orders.ts';
import { withEvents } from './account-events.ts';
import { presentSignatures } from './automatic-state.ts';
import { noGlobalOrder, type GlobalOrder } from './global-order.ts';
import { utcDate } from './profit.ts';
import { withReconcileSoon } from './reconcile-schedule.ts';
import { withObserved } from './rehearsed-state.ts';
import { isDuplicate, isOwnKnown, noIntentsSeen, withOwnKey, withSeen } from './seen-intents.ts';
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
  if (isOwnKnown(state.seen, key)) return state;
  return { ...state, inbox: [...state.inbox, trade], seen: withOwnKey(state.seen, key) };
}

export const withoutTrade = (state: AccountState, trade: Trade): AccountState => ({
  ...state,
  inbox: state.inbox.filter((queued) => queued !== trade),
});

/** Going live needs a key that works, and that can't withdraw unless a person lets it. A rehearsal ends and begins so. */
export function withMode(
  state: AccountState,
  mode: AccountMode,
  allowWithdrawPermission: boolean,
  nowMs: number,
): AccountState {
  if (mode === state.mode) return state;
  const allowsWithdrawal = state.allowsWithdrawal || (mode === 'live' && allowWithdrawPermission);
  if (mode === 'live') {
    if (state.connection !== 'connected') return state;
    if (state.permissions?.withdraw === true && !allowsWithdrawal) return state;
  }
  const context = `from=${state.mode} to=${mode}${mode === 'live' && allowWithdrawPermission ? ' allow_withdraw=true' : ''}`;
  const event = { code: 'MODE_CHANGED', symbol: '', key: String(nowMs), context } as const;
  const global = mode === 'live' ? withoutShare(state.global) : state.global;
  return withEvents({ ...state, mode, allowsWithdrawal, global, rehearsal: null }, [event], nowMs);
}

/** The part told while observing counts on nobody else: going live waits for the real one, in moments. */
const withoutShare = (global: GlobalOrder): GlobalOrder =>
  global.exposureShareUsd === null ? global : { ...global, exposureShareUsd: '0' };

/** A person's own choice: it ends an automatic one, whose present causes the person has seen. */
export function withTradingState(state: AccountState, tradingState: TradingState, nowMs: number): AccountState {
  const acknowledged = tradingState === 'active' ? presentSignatures(state) : state.acknowledged;
  const next = { ...state, tradingState, automatic: null, acknowledged };
  if (tradingState === state.tradingState) return next;
  const context = `from=${state.tradingState} to=${tradingState} by=person`;
  return withEvents(next, [{ code: 'STATE_CHANGED', symbol: '', key: String(nowMs), context }], nowMs);
}

/** What holds for every account at once. */
export function withGlobalOrder(state: AccountState, global: GlobalOrder, nowMs: number): AccountState {
  const next = { ...state, global };
  if (global.tradingState === state.global.tradingState) return next;
  const reason = global.reason === null ? '' : ` reason=${global.reason}`;
  const context = `from=${state.global.tradingState} to=${global.tradingState} by=global${reason}`;
  return withEvents(next, [{ code: 'STATE_CHANGED', symbol: '', key: `${nowMs}:global`, context }], nowMs);
}

/** A decision that sends nothing, or that is about to: counted once. */
export function withDecided(state: AccountState, record: DecisionRecord): AccountState {
  const observes = record.origin === 'master' && record.mode === 'observe' ? 1 : 0;
  return withDecision({ ...withObserved(state, record), signalsObserved: state.signalsObserved + observes }, record);
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
  const ended = withContinuation(withEnded(next, order, nowMs), order, nowMs);
  return cause === null ? ended : withDriftCause(ended, record.symbol, cause);
}
