import { describe, expect, test } from 'vitest';
import { intentFromFill, isIntentKnown, newMaster, numbered } from '../../domain/copying.ts';
import type { MasterFillReport } from '../../domain/master-state.ts';
import { entry, nowMs } from './accounts.ts';

const fill = (filledQuantity: string, changes: Partial<MasterFillReport> = {}): MasterFillReport => ({
  request: {
    orderId: 'order-1',
    symbol: 'BTC/USD',
    side: 'buy',
    size: { kind: 'quantity', quantity: '1' },
    requestedAtMs: nowMs,
  },
  order: {
    clientOrderId: 'c',
    exchangeOrderId: 'O1',
    outcome: 'filled',
    code: null,
    context: '',
    quantity: '1',
    filledQuantity,
    averagePrice: '60000',
  },
  simulated: false,
  final: false,
  equityBeforeUsd: '90000',
  ownedBefore: '0',
  filledAtMs: nowMs,
  ...changes,
});
const master = newMaster('master', ['a'], 1, 0);

describe('what is copied of a fill', () => {
  test('only what newly filled: partial fills make one intent each, repeats none', () => {
    const first = intentFromFill(master, fill('0.4'));
    expect(first.intent).toMatchObject({
      intentId: 'order-1',
      masterFill: { quantity: '0.4' },
      masterEquityBefore: '90000',
      kind: 'entry',
    });
    expect(intentFromFill(first.state, fill('0.4')).intent).toBeNull();
    const last = intentFromFill(first.state, fill('1', { final: true }));
    expect(last.intent).toMatchObject({ intentId: 'order-1:1', masterFill: { quantity: '0.6' } });
    expect(intentFromFill(last.state, fill('1', { final: true })).intent).toBeNull();
    const late = intentFromFill(last.state, fill('1.5', { final: true }));
    expect(late.intent).toMatchObject({ intentId: 'order-1:1.5', masterFill: { quantity: '0.5' } });
  });

  test('an order that filled nothing is not copied', () => {
    expect(intentFromFill(master, fill('0', { final: true })).intent).toBeNull();
  });

  test('a sale carries its share of what the master held before it', () => {
    const sale = fill('0.2', { ownedBefore: '1', request: { ...fill('0').request, side: 'sell' } });
    expect(intentFromFill(master, sale).intent).toMatchObject({
      kind: 'exit',
      exitFraction: '0.2',
      masterEquityBefore: null,
    });
  });

  test('an observed order is copied at its planned quantity', () => {
    expect(intentFromFill(master, fill('0', { simulated: true, final: true })).intent?.masterFill?.quantity).toBe('1');
  });
});

test('numbers rise by one, and an id once handed out stays known', () => {
  const first = numbered(master, entry(), false);
  const second = numbered(first.state, entry(), true);
  expect([first.intent.sequence, second.intent.sequence, second.intent.simulated]).toEqual([1, 2, true]);
  expect(isIntentKnown(second.state, first.intent.intentId)).toBe(true);
  expect(isIntentKnown(master, first.intent.intentId)).toBe(false);
});
