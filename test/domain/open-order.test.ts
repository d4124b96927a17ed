import { describe, expect, test } from 'vitest';
import type { AccountState, OpenOrder } from '../../domain/account-state.ts';
import { withSettled, withTradingState } from '../../domain/account-transitions.ts';
import { decide } from '../../domain/decide.ts';
import {
  afterLook,
  afterPlacing,
  lookLater,
  orderToSend,
  resendRefusal,
  sentAgain,
  type Settled,
} from '../../domain/open-order.ts';
import type { OrderReport, PlaceOutcome } from '../../domain/order.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import type { TradeIntent } from '../../domain/trade-intent.ts';
import { connected, entry, exit, nowMs, owning, reportOf as report } from './accounts.ts';

const sent = (state: AccountState, intent: TradeIntent): OpenOrder => {
  const trade = tradeFromIntent(intent, 'live');
  return orderToSend(trade, decide(state, trade, nowMs), nowMs);
};
const accepted = (order: OrderReport): PlaceOutcome => ({ kind: 'accepted', order, sentAtMs: nowMs + 20 });
const unknown: PlaceOutcome = { kind: 'unknown', reason: 'timeout', sentAtMs: nowMs, fenceAtMs: nowMs + 5_000 };
const place = (outcome: PlaceOutcome, state = connected(), intent = entry()): Settled => {
  const order = sent(state, intent);
  return afterPlacing(state, order, outcome, nowMs + 50);
};

describe('a filled order', () => {
  test('moves the ledger, the balance and the counters once, whatever is reported again', () => {
    const { state, order, isOver } = place(accepted(report()));
    expect(isOver).toBe(true);
    expect(order.record).toMatchObject({
      outcome: 'filled',
      slippageBps: '0',
      delayMs: 1_020,
      filledQuantity: '0.00498504',
    });
    expect(state.positions['BTC/USD']).toMatchObject({ ownedQuantity: '0.00498504', costBasis: '300.2988096' });
    expect(state.snapshot?.balances.find(({ asset }) => asset === 'USD')?.free).toBe('2699.7011904');
    expect([state.tradesCopied, state.day.trades]).toEqual([1, 1]);
  });

  test('cumulative reports of one order never count twice', () => {
    const first = place(accepted(report({ status: 'open', filledQuantity: '0.001', cost: '60', feeAmount: '0.24' })));
    const open = first.order;
    const same = afterLook(
      first.state,
      open,
      { kind: 'found', order: report({ status: 'open', filledQuantity: '0.001', cost: '60', feeAmount: '0.24' }) },
      nowMs,
      nowMs,
    );
    const last = afterLook(same.state, same.order, { kind: 'found', order: report() }, nowMs, nowMs);
    expect(last.state.positions['BTC/USD']).toMatchObject({ ownedQuantity: '0.00498504', costBasis: '300.2988096' });
    expect(last.state.tradesCopied).toBe(1);
  });

  test('a remainder that was cancelled is partial, nothing at all is expired, never filled', () => {
    expect(
      place(accepted(report({ status: 'cancelled', filledQuantity: '0.001', cost: '60' }))).order.record.outcome,
    ).toBe('partial');
    const none = place(
      accepted(report({ status: 'cancelled', filledQuantity: '0', cost: '0', feeAmount: '0', averagePrice: null })),
    );
    expect(none.order.record).toMatchObject({ outcome: 'expired', code: 'PRICE_BEYOND_GUARD' });
    expect(none.state.positions).toEqual({});
  });

  test('a sale realizes its profit and leaves the rest at its cost', () => {
    const state = owning('0.01');
    const { state: after } = place(
      accepted(report({ filledQuantity: '0.002', cost: '130', feeAmount: '0.52' })),
      state,
      exit('0.2'),
    );
    expect(after.positions['BTC/USD']).toEqual({
      symbol: 'BTC/USD',
      ownedQuantity: '0.008',
      costBasis: '480',
      realizedProfit: '9.48',
      feesInBase: '0',
      feesInQuote: '0.52',
    });
  });

  test('a fee taken in the coin reduces what is owned: it can not be sold any more', () => {
    const { state } = place(accepted(report({ feeAsset: 'BTC', feeAmount: '0.00001' })));
    expect(state.positions['BTC/USD']?.ownedQuantity).toBe('0.00497504');
  });
});

describe('an unclear answer', () => {
  test('is looked up at once and believed absent only after the fence', () => {
    const { order, state, isOver } = place(unknown);
    expect(isOver).toBe(false);
    expect(order.record.outcome).toBe('unknown');
    expect(order).toMatchObject({ state: 'unknown', nextLookAtMs: nowMs + 50, fenceAtMs: nowMs + 5_000 });
    expect(afterLook(state, order, { kind: 'absent' }, nowMs + 5_999, nowMs + 5_999).order.state).toBe('unknown');
    expect(afterLook(state, order, { kind: 'absent' }, nowMs + 6_000, nowMs + 6_000).order.state).toBe('waiting');
  });

  test('a look from before the fence proves nothing, however late its answer is heard: no second order', () => {
    const { order, state } = place(unknown);
    expect(afterLook(state, order, { kind: 'absent' }, nowMs + 60_000, nowMs + 5_999).order.state).toBe('unknown');
  });

  test('sends again at most twice, then an entry is over and an exit asks a person', () => {
    const late = nowMs + 7_000;
    const tried = (intent: TradeIntent, state: AccountState): OpenOrder => ({
      ...place(unknown, state, intent).order,
      resends: 2,
    });
    expect(afterLook(connected(), tried(entry(), connected()), { kind: 'absent' }, late, late)).toMatchObject({
      isOver: true,
      order: { record: { outcome: 'expired' } },
    });
    expect(afterLook(owning('1'), tried(exit('1'), owning('1')), { kind: 'absent' }, late, late).order.state).toBe(
      'needs-review',
    );
  });

  test('a failed look-up is never absence: it ends in a review, not in a second order', () => {
    const { order, state } = place(unknown);
    expect(lookLater(state, order, nowMs + 10_000).order.state).toBe('unknown');
    expect(lookLater(state, order, nowMs + 66_000).order.state).toBe('needs-review');
  });

  test('found under review after all: its fill is applied', () => {
    const { order, state } = place(unknown);
    const reviewed: OpenOrder = { ...order, state: 'needs-review' };
    const settled = afterLook(state, reviewed, { kind: 'found', order: report() }, nowMs + 90_000, nowMs);
    expect(settled).toMatchObject({ isOver: true, order: { record: { outcome: 'filled' } } });
    expect(withSettled(settled, nowMs).openOrders).toEqual([]);
  });
});

describe('sending again what provably does not exist', () => {
  const waiting = (state: AccountState, intent: TradeIntent): OpenOrder => ({
    ...sent(state, intent),
    state: 'waiting',
  });

  test.each([
    ['an entry within its time', connected(), entry(), 1_000, null],
    ['an entry past its time', connected(), entry(), 60_000, 'INTENT_EXPIRED'],
    ['an exit at any time', owning('1'), exit('1'), 600_000, null],
    ['an exit in exit-only', withTradingState(owning('1'), 'exit-only', nowMs), exit('1'), 0, null],
    ['an entry in exit-only', withTradingState(connected(), 'exit-only', nowMs), entry(), 0, 'TRADING_STATE_EXIT_ONLY'],
    ['anything once halted', withTradingState(owning('1'), 'halted', nowMs), exit('1'), 0, 'TRADING_STATE_HALTED'],
    ['anything once observing', { ...owning('1'), mode: 'observe' as const }, exit('1'), 0, 'MODE_OBSERVE'],
  ] as const)('%s', (_name, state, intent, afterMs, refusal) => {
    expect(
      resendRefusal(state, waiting({ ...state, mode: 'live', tradingState: 'active' }, intent), nowMs + afterMs),
    ).toBe(refusal);
  });

  test('a transient refusal waits as the exchange asks; a definite one ends', () => {
    const busy: PlaceOutcome = {
      kind: 'rejected',
      code: 'RATE_LIMITED',
      venueText: 'EAPI:Rate limit exceeded',
      retryAfterMs: 2_000,
    };
    expect(place(busy)).toMatchObject({
      isOver: false,
      order: {
        state: 'waiting',
        nextLookAtMs: nowMs + 2_050,
        record: { outcome: 'pending', code: 'RATE_LIMITED' },
      },
    });
    expect(place({ ...busy, retryAfterMs: null })).toMatchObject({
      isOver: true,
      order: { record: { outcome: 'rejected' } },
    });
    expect(place({ ...busy, retryAfterMs: 120_000 })).toMatchObject({
      isOver: true,
      order: { record: { outcome: 'expired' } },
    });
  });

  test('after proven absence an entry may be sent for 30 s longer, after a refusal only within its life', () => {
    const lifeEndMs = nowMs - 1_000 + 30_000;
    const first = waiting(connected(), entry());
    expect(sentAgain(first, nowMs).record.plan?.sendBeforeMs).toBe(lifeEndMs);
    expect(sentAgain({ ...first, resends: 1 }, nowMs).record.plan?.sendBeforeMs).toBe(lifeEndMs + 30_000);
  });

  test('an open order that tells nothing new is no news: nothing to journal, nothing to report', () => {
    const open = report({ status: 'open', filledQuantity: '0.001', cost: '60', feeAmount: '0.24' });
    const { order, state } = place(accepted(open));
    const again = afterLook(state, order, { kind: 'found', order: open }, nowMs + 1_000, nowMs);
    expect(again.order.record).toBe(order.record);
    expect(again.state).toBe(state);
  });

  test('an order that stays open is looked at seldom after a while, not for ever each second', () => {
    const { order } = place(accepted(report({ status: 'open', filledQuantity: '0', cost: '0', feeAmount: '0' })));
    expect(order.nextLookAtMs).toBe(nowMs + 1_050);
    expect(lookLater(connected(), order, nowMs + 80_000).order.nextLookAtMs).toBe(nowMs + 110_000);
  });
});
