import { describe, expect, test } from 'vitest';
import { withSettled } from '../../domain/account-transitions.ts';
import type { AccountState } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import { nextWork } from '../../domain/next-work.ts';
import { afterPlacing, orderToSend } from '../../domain/open-order.ts';
import type { PlaceOutcome } from '../../domain/order.ts';
import { liquidation, tradeFromIntent, tradeFromRequest, type Trade } from '../../domain/trade.ts';
import { entry, exit, nowMs, owning, reportOf } from './accounts.ts';

/** The account after one order of this trade had this outcome. */
function after(state: AccountState, trade: Trade, outcome: PlaceOutcome, atMs = nowMs): AccountState {
  const record = decide(state, trade, atMs);
  return withSettled(afterPlacing(state, orderToSend(trade, record, atMs), outcome, atMs), atMs);
}
const sold = (filledQuantity: string): PlaceOutcome => ({
  kind: 'accepted',
  sentAtMs: nowMs,
  order: reportOf({ status: 'cancelled', filledQuantity, cost: '0', feeAmount: '0', averagePrice: '60000' }),
});
const refused = (code: 'MARKET_CLOSED' | 'INVALID_ORDER'): PlaceOutcome => ({
  kind: 'rejected',
  code,
  venueText: 'no',
  retryAfterMs: null,
});
const selling = liquidation('request', 'BTC/USD', nowMs, 'live');
const copied = (): Trade => tradeFromIntent(exit('0.5'), 'live');

describe('an exit that sold less than it was to is carried on', () => {
  test("the master's: for the rest of it", () => {
    const [next] = after(owning('1'), copied(), sold('0.2')).inbox;
    expect(next).toMatchObject({ leg: 'copy+1', size: { kind: 'quantity', quantity: '0.3' } });
  });

  test('a liquidation: for all that is left by then, and under ids of its own', () => {
    const [next] = after(owning('1'), selling, sold('0.2')).inbox;
    expect(next).toMatchObject({ leg: 'liquidate:BTC/USD+1', size: { kind: 'fraction', fraction: '1' } });
    const again = after(owning('0.8'), next ?? selling, sold('0.2'), nowMs + 60_000).inbox;
    expect(again).toMatchObject([{ leg: 'liquidate:BTC/USD+2', intentId: 'request' }]);
  });

  test('a liquidation also when the exchange refused it for now', () => {
    expect(after(owning('1'), selling, refused('MARKET_CLOSED')).inbox).toHaveLength(1);
    expect(after(owning('1'), copied(), refused('MARKET_CLOSED')).inbox).toEqual([]);
  });

  test('not before the exchange was looked through: a fill that is listed late would be sold twice', () => {
    const state = after(owning('1'), selling, sold('0.2'));
    const dueMs = nowMs + 7_000;
    expect(nextWork(state, dueMs).kind).not.toBe('trade');
    expect(nextWork({ ...state, reconciledToMs: nowMs + 1 }, dueMs - 1).kind).not.toBe('trade');
    expect(nextWork({ ...state, reconciledToMs: nowMs + 1 }, dueMs)).toMatchObject({ kind: 'trade' });
    expect(nextWork(state, dueMs + 30_000)).toMatchObject({ kind: 'trade' });
  });

  test('it ends: what no exchange will take is not offered for ever', () => {
    expect(after(owning('1'), selling, refused('INVALID_ORDER')).inbox).toEqual([]);
    const last: Trade = { ...selling, continues: { attempt: 20, leg: selling.leg, endedAtMs: 0, notBeforeMs: 0 } };
    expect(after(owning('1'), last, sold('0.2')).inbox).toEqual([]);
  });
});

describe('nothing is carried on', () => {
  test('that sold everything', () => {
    expect(after(owning('1'), selling, sold('1')).inbox).toEqual([]);
  });

  test("of an entry, or of a person's own order: what it filled is what it filled", () => {
    const own = tradeFromRequest(
      {
        orderId: 'own',
        symbol: 'BTC/USD',
        side: 'sell',
        size: { kind: 'fraction', fraction: '1' },
        requestedAtMs: nowMs,
      },
      'live',
    );
    expect(after(owning('1'), own, sold('0.2')).inbox).toEqual([]);
    expect(after(owning('1'), tradeFromIntent(entry(), 'live'), sold('0.001')).inbox).toEqual([]);
  });

  test('once a person halted the account or took it out of live', () => {
    const trade = copied();
    const order = orderToSend(trade, decide(owning('1'), trade, nowMs), nowMs);
    const end = (state: AccountState) => withSettled(afterPlacing(state, order, sold('0.2'), nowMs), nowMs).inbox;
    expect(end(owning('1'))).toHaveLength(1);
    expect(end(owning('1', { tradingState: 'halted' }))).toEqual([]);
    expect(end(owning('1', { mode: 'observe' }))).toEqual([]);
  });
});
