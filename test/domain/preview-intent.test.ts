import { expect, test } from 'vitest';
import { decide } from '../../domain/decide.ts';
import { previewIntent } from '../../domain/preview-intent.ts';
import { tradeFromRequest } from '../../domain/trade.ts';
import type { AccountState } from '../../domain/account-state.ts';
import type { OrderSize } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { connected, nowMs, owning } from './accounts.ts';

const asked = (state: AccountState, side: Side, size: OrderSize) =>
  decide(
    state,
    tradeFromRequest({ orderId: 'asked', symbol: 'BTC/USD', side, size, requestedAtMs: nowMs }, state.mode, true),
    nowMs,
  );

test('a purchase is told with its size, the price of the moment and the equity before', () => {
  const record = asked(connected(), 'buy', { kind: 'quantity', quantity: '0.01' });
  expect(previewIntent(record, 7)).toMatchObject({
    ...{ intentId: 'asked', symbol: 'BTC/USD', side: 'buy', kind: 'entry', occurredAtMs: 7 },
    ...{ masterFill: { quantity: '0.01', averagePrice: '60000' }, masterEquityBefore: '3000', exitFraction: null },
    simulated: false,
  });
});

test('a master that observes makes an intent that can only be observed', () => {
  const record = asked(connected({ mode: 'observe' }), 'buy', { kind: 'quote', amount: '100' });
  expect(previewIntent(record, nowMs)?.simulated).toBe(true);
});

test('a sale is told as the part of what the master owns that really goes', () => {
  const part = asked(owning('0.4'), 'sell', { kind: 'quantity', quantity: '0.1' });
  expect(previewIntent(part, nowMs)).toMatchObject({ kind: 'exit', exitFraction: '0.25', masterEquityBefore: null });
  const all = asked(owning('0.4'), 'sell', { kind: 'quantity', quantity: '9' });
  expect(previewIntent(all, nowMs)).toMatchObject({ exitFraction: '1', masterFill: { quantity: '0.4' } });
});

test('an order that the master would not make is nothing to copy', () => {
  expect(previewIntent(asked(connected(), 'sell', { kind: 'fraction', fraction: '1' }), nowMs)).toBe(null);
  expect(previewIntent(asked(connected(), 'buy', { kind: 'quote', amount: '1' }), nowMs)).toBe(null);
});
