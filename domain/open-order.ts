import type { AccountState, OpenOrder } from './account-state.ts';
import type { FoundOrder, OrderReport, PlaceOutcome } from './order.ts';
import { recordAfterPlacing, recordEnded, recordWithReport } from './record-outcome.ts';
import { applyReport } from './settle.ts';
import type { DecisionRecord } from './decision-record.ts';
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

export interface Settled {
  readonly state: AccountState;
  /** Null once the order is settled. */
  readonly order: OpenOrder | null;
  readonly record: DecisionRecord;
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

/** The answer of one `placeOrder`; a lost worker is an `unknown` without a fence. */
export function afterPlacing(state: AccountState, order: OpenOrder, outcome: PlaceOutcome, nowMs: number): Settled {
  const record = recordAfterPlacing(order.record, outcome, nowMs);
  const next: OpenOrder = { ...order, record };
  switch (outcome.kind) {
    case 'accepted':
      return afterReport(state, next, outcome.order, record, nowMs);
    case 'rejected':
      // What we believed of the account was wrong: the next order is sized against a fresh reading.
      return outcome.retryAfterMs === null
        ? {
            state: { ...state, nextReadAtMs: Math.min(state.nextReadAtMs, nowMs + readAfterRefusalMs) },
            order: null,
            record,
          }
        : waitToSend(state, next, nowMs + outcome.retryAfterMs, nowMs);
    case 'not-sent':
      return outcome.reason === 'expired'
        ? { state, order: null, record }
        : waitToSend(state, next, nowMs + retryUnsentMs, nowMs);
    case 'unknown': {
      const fenceAtMs = outcome.fenceAtMs ?? nowMs + unfencedMs;
      return { state, order: { ...next, state: 'unknown', fenceAtMs, nextLookAtMs: nowMs }, record };
    }
  }
}

/** What a look-up showed. `absent` is believed only after the fence. */
export function afterLook(state: AccountState, order: OpenOrder, found: FoundOrder, nowMs: number): Settled {
  if (found.kind === 'found') {
    return tellsNothingNew(order, found.order)
      ? lookLater(state, order, nowMs)
      : afterReport(state, order, found.order, recordWithReport(order.record, found.order, nowMs), nowMs);
  }
  if (nowMs < order.fenceAtMs + afterFenceMs) return lookLater(state, order, nowMs);
  if (order.resends < maxResends) return waitToSend(state, { ...order, resends: order.resends + 1 }, nowMs, nowMs);
  const context = `sends=${order.resends + 1}`;
  if (order.record.kind === 'entry') return ended(state, order, 'expired', 'NEVER_REACHED_EXCHANGE', context, nowMs);
  return {
    state,
    order: { ...order, state: 'needs-review', nextLookAtMs: nowMs + slowLookEveryMs },
    record: order.record,
  };
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
  return { state, order: needsReview ? { ...later, state: 'needs-review' } : later, record: order.record };
}

/** What keeps a provably absent order from being sent now; null when nothing does. */
export function resendRefusal(state: AccountState, order: OpenOrder, nowMs: number): string | null {
  if (state.mode === 'observe') return 'MODE_OBSERVE';
  if (state.tradingState === 'halted') return 'TRADING_STATE_HALTED';
  if (order.record.kind === 'exit') return null;
  if (state.tradingState === 'exit-only') return 'TRADING_STATE_EXIT_ONLY';
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
  return { state, order: waiting, record: waiting.record };
}

function afterReport(
  state: AccountState,
  order: OpenOrder,
  report: OrderReport,
  record: DecisionRecord,
  nowMs: number,
): Settled {
  const applied = applyReport(state, { ...order, record }, report);
  if (report.status !== 'open') return { state: applied.state, order: null, record };
  return {
    state: applied.state,
    order: { ...applied.order, state: 'accepted', nextLookAtMs: nextLook(order, nowMs) },
    record,
  };
}

function ended(
  state: AccountState,
  order: OpenOrder,
  outcome: 'expired' | 'denied',
  code: string,
  context: string,
  nowMs: number,
): Settled {
  return { state, order: null, record: recordEnded(order.record, outcome, code, context, nowMs) };
}
