import type { AccountState, OpenOrder } from './account-state.ts';
import { combinedReport } from './combined-report.ts';
import { effectiveState } from './effective-state.ts';
import { freeBalance } from './account-snapshot.ts';
import { smaller } from './decimal.ts';
import { exitSize } from './exit-size.ts';
import type { FoundOrder, OrderReport, PlaceOutcome, RejectCode } from './order.ts';
import { recordAfterPlacing, recordEnded, recordWithReport } from './record-outcome.ts';
import { applyReport } from './settle.ts';
import type { DecisionRecord } from './decision-record.ts';
import { hasFreshSnapshot } from './account-facts.ts';
import type { Trade } from './trade.ts';

/** A worker that dies while sending may send until this long after its start. */
const sendWindowMs = 4_000;
/** An exchange without a deadline of its own: a request on its way is over by then. */
const unfencedMs = 10_000;
/** Absence counts this long after the fence. */
const afterFenceMs = 1_000;
/** Every second for a while, then seldom: each look costs the exchange's patience and a few lines of history. */
const lookEveryMs = 1_000;
const lookOftenForMs = 75_000;
const slowLookEveryMs = 30_000;
/** Unproven for this long after the fence: a person is asked. */
const reviewAfterMs = 60_000;
const resendForMs = 30_000;
const maxResends = 2;
const retryUnsentMs = 1_000;
const readAfterRefusalMs = 1_000;
const resizeRetryMs = 2_000;

/** An order after something was learned of it. */
export interface Settled {
  readonly state: AccountState;
  readonly order: OpenOrder;
  /** True once nothing more is expected of it. */
  readonly isOver: boolean;
}

export function orderToSend(trade: Trade, record: DecisionRecord, nowMs: number): OpenOrder {
  const sendBeforeMs = record.plan?.sendBeforeMs ?? null;
  return {
    trade,
    record,
    state: 'sending',
    applied: { quantity: '0', cost: '0', fee: '0' },
    sinceMs: nowMs,
    fenceAtMs: nowMs + sendWindowMs + unfencedMs,
    nextLookAtMs: nowMs,
    resends: 0,
    isResized: false,
    resendBeforeMs: sendBeforeMs === null ? null : sendBeforeMs + resendForMs,
  };
}

/** The same order, with the same id, on its way once more: after proven absence within the time for that. */
export function sentAgain(order: OpenOrder, nowMs: number): OpenOrder {
  const { plan } = order.record;
  const isResend = order.resends > 0 && plan !== null;
  return {
    ...order,
    record: isResend ? { ...order.record, plan: { ...plan, sendBeforeMs: order.resendBeforeMs } } : order.record,
    state: 'sending',
    fenceAtMs: nowMs + sendWindowMs + unfencedMs,
  };
}

/**
 * The answer of one `placeOrder`; a lost worker is an `unknown` without a fence.
 * @param workerNowMs when the worker knew it, by a clock that need not be ours: a fence by that clock is moved to ours,
 * so that nothing is sent again while the exchange may still take the first
 */
export function afterPlacing(
  state: AccountState,
  order: OpenOrder,
  outcome: PlaceOutcome,
  nowMs: number,
  workerNowMs: number = nowMs,
): Settled {
  const next: OpenOrder = { ...order, record: recordAfterPlacing(order.record, outcome, workerNowMs) };
  switch (outcome.kind) {
    case 'accepted':
      return afterReport(state, next, outcome.order, nowMs);
    case 'rejected':
      if (outcome.retryAfterMs !== null) return waitToSend(state, next, nowMs + outcome.retryAfterMs, nowMs);
      if (isShortOfCoins(order, outcome.code)) return waitForBalance(state, order, next, nowMs);
      // What we believed of the account was wrong: the next order is sized against a fresh reading.
      return {
        state: { ...state, nextReadAtMs: Math.min(state.nextReadAtMs, nowMs + readAfterRefusalMs) },
        order: next,
        isOver: true,
      };
    case 'not-sent':
      return outcome.reason === 'expired'
        ? { state, order: next, isOver: true }
        : waitToSend(state, next, nowMs + retryUnsentMs, nowMs);
    case 'unknown': {
      const fenceAtMs = outcome.fenceAtMs === null ? nowMs + unfencedMs : outcome.fenceAtMs + nowMs - workerNowMs;
      return { state, order: { ...next, state: 'unknown', fenceAtMs, nextLookAtMs: nowMs }, isOver: false };
    }
  }
}

/** An exit that the exchange refuses for want of coins is sized again: a person may have sold some by hand. */
const isShortOfCoins = (order: OpenOrder, code: RejectCode): boolean =>
  code === 'INSUFFICIENT_FUNDS' && order.record.kind === 'exit' && !order.isResized;

const waitForBalance = (state: AccountState, order: OpenOrder, refused: OpenOrder, nowMs: number): Settled => ({
  state,
  order: {
    ...order,
    record: { ...refused.record, outcome: 'pending', settledAtMs: null },
    state: 'waiting',
    isResized: true,
    nextLookAtMs: nowMs,
  },
  isOver: false,
});

/** The same exit for what the exchange holds free; without a fresh balance it waits, with nothing to sell it is over. */
export function resizedExit(
  state: AccountState,
  order: OpenOrder,
  nowMs: number,
): { readonly settled: Settled; readonly isReady: boolean } {
  const { record } = order;
  const rules = state.markets[record.symbol] ?? null;
  if (record.plan === null || rules === null || state.snapshot === null || !hasFreshSnapshot(state, nowMs)) {
    const later: OpenOrder = { ...order, nextLookAtMs: nowMs + resizeRetryMs };
    return { settled: { state, order: later, isOver: false }, isReady: false };
  }
  const free = freeBalance(state.snapshot, rules.base);
  const price = state.snapshot.prices[record.symbol] ?? null;
  const size = exitSize(free, smaller(record.plan.quantity, free), rules, price);
  if (size.kind === 'dust') {
    const ended = recordEnded(record, 'rejected', record.code ?? 'INSUFFICIENT_FUNDS', `free=${free}`, nowMs);
    return { settled: { state, order: { ...order, record: ended }, isOver: true }, isReady: false };
  }
  const plan = { ...record.plan, quantity: size.quantity };
  return { settled: { state, order: { ...order, record: { ...record, plan } }, isOver: false }, isReady: true };
}

/**
 * What a look-up showed. `absent` is believed only of a look that began after the fence, however late it is heard of.
 * @param askedAtMs an instant before the look began
 */
export function afterLook(
  state: AccountState,
  order: OpenOrder,
  found: FoundOrder,
  nowMs: number,
  askedAtMs: number,
): Settled {
  if (found.kind === 'found') {
    const report = combinedReport([found.order, ...(found.alsoFound ?? [])]) ?? found.order;
    if (tellsNothingNew(order, report)) return lookLater(state, order, nowMs);
    return afterReport(state, { ...order, record: recordWithReport(order.record, report, nowMs) }, report, nowMs);
  }
  if (askedAtMs < order.fenceAtMs + afterFenceMs) return lookLater(state, order, nowMs);
  if (order.resends < maxResends) return waitToSend(state, { ...order, resends: order.resends + 1 }, nowMs, nowMs);
  const context = `sends=${order.resends + 1}`;
  if (order.record.kind === 'entry') return ended(state, order, 'expired', 'NEVER_REACHED_EXCHANGE', context, nowMs);
  return { state, order: { ...order, state: 'needs-review', nextLookAtMs: nowMs + slowLookEveryMs }, isOver: false };
}

const tellsNothingNew = ({ record, state, applied }: OpenOrder, report: OrderReport): boolean =>
  state === 'accepted' &&
  report.status === 'open' &&
  record.exchangeOrderId === report.exchangeOrderId &&
  applied.quantity === report.filledQuantity;

/** A look-up that failed proves nothing: look again, and ask a person when it stays unproven. */
export function lookLater(state: AccountState, order: OpenOrder, nowMs: number): Settled {
  const needsReview = order.state === 'unknown' && nowMs > order.fenceAtMs + reviewAfterMs;
  const later: OpenOrder = { ...order, nextLookAtMs: nextLook(order, nowMs) };
  return { state, order: needsReview ? { ...later, state: 'needs-review' } : later, isOver: false };
}

/** What keeps a provably absent order from being sent now; null when nothing does. */
export function resendRefusal(state: AccountState, order: OpenOrder, nowMs: number): string | null {
  if (state.mode === 'observe') return 'MODE_OBSERVE';
  const tradingState = effectiveState(state);
  if (tradingState === 'halted') return 'TRADING_STATE_HALTED';
  if (order.record.kind === 'exit') return null;
  if (tradingState === 'exit-only') return 'TRADING_STATE_EXIT_ONLY';
  return order.resendBeforeMs !== null && nowMs > order.resendBeforeMs ? 'INTENT_EXPIRED' : null;
}

/** Gives up an order that provably does not exist. */
export function giveUp(state: AccountState, order: OpenOrder, code: string, nowMs: number): Settled {
  return ended(state, order, code === 'INTENT_EXPIRED' ? 'expired' : 'denied', code, '', nowMs);
}

const nextLook = (order: OpenOrder, nowMs: number): number =>
  nowMs + (nowMs - order.sinceMs < lookOftenForMs ? lookEveryMs : slowLookEveryMs);

function waitToSend(state: AccountState, order: OpenOrder, atMs: number, nowMs: number): Settled {
  const waiting: OpenOrder = { ...order, state: 'waiting', nextLookAtMs: atMs };
  if (order.resendBeforeMs !== null && atMs > order.resendBeforeMs)
    return giveUp(state, order, 'INTENT_EXPIRED', nowMs);
  return { state, order: waiting, isOver: false };
}

function afterReport(state: AccountState, order: OpenOrder, report: OrderReport, nowMs: number): Settled {
  const applied = applyReport(state, order, report);
  if (report.status !== 'open') return { ...applied, isOver: true };
  const accepted: OpenOrder = { ...applied.order, state: 'accepted', nextLookAtMs: nextLook(order, nowMs) };
  return { state: applied.state, order: accepted, isOver: false };
}

function ended(
  state: AccountState,
  order: OpenOrder,
  outcome: 'expired' | 'denied',
  code: string,
  context: string,
  nowMs: number,
): Settled {
  const record = recordEnded(order.record, outcome, code, context, nowMs);
  return { state, order: { ...order, record }, isOver: true };
}
