import { describe, expect, test } from 'vitest';
import type { AccountStatus } from '../../domain/account-status.ts';
import { accountStatus } from '../../domain/account-report.ts';
import type { LiquidatedPosition } from '../../domain/own-order.ts';
import { positionInWords, unsoldInWords } from '../../scripts/liquidated-in-words.ts';
import { connected, owning } from '../domain/accounts.ts';

const position = (changes: Partial<LiquidatedPosition> = {}): LiquidatedPosition => ({
  clientOrderId: 'c',
  exchangeOrderId: 'O1',
  outcome: 'filled',
  code: null,
  context: '',
  quantity: '0.05',
  filledQuantity: '0.05',
  averagePrice: '50000',
  symbol: 'BTC/USD',
  ownedBefore: '0.05',
  remaining: '0',
  ...changes,
});
const partly = position({ outcome: 'partial', code: 'PARTIAL_FILL', filledQuantity: '0.03', remaining: '0.02' });
const after = (quantity: string, changes: Partial<AccountStatus> = {}): AccountStatus => ({
  ...accountStatus(owning(quantity)),
  ...changes,
});

test('each position: what was sold of what, at which price, what is left and why', () => {
  expect(positionInWords(position())).toBe('BTC/USD: sold 0.05 of 0.05 at 50000: filled');
  expect(positionInWords(partly)).toBe(
    'BTC/USD: sold 0.03 of 0.05 at 50000, 0.02 left: partial, its order filled in part',
  );
  expect(positionInWords(position({ outcome: 'observed', filledQuantity: '0', remaining: '0.05' }))).toBe(
    'BTC/USD: would sell 0.05 of 0.05 at 50000: observed',
  );
});

describe('nobody is told that all is sold while something sellable is owned', () => {
  test('all sold, or dust left, is no failure', () => {
    expect(unsoldInWords('alice', [position()], accountStatus(connected()))).toBeNull();
    const dust = position({ outcome: 'skipped', code: 'DUST', remaining: '0.00000001' });
    expect(unsoldInWords('alice', [dust], after('0.00000001'))).toBeNull();
    expect(unsoldInWords('alice', [dust], null)).toBeNull();
  });

  test('an account that goes on selling says so, and where to look', () => {
    expect(unsoldInWords('alice', [partly], after('0.02', { queued: 1 }))).toBe(
      'still owns 0.02 BTC/USD; BTC/USD partial, its order filled in part; ' +
        'it goes on selling: look at "status alice" and "history alice"',
    );
  });

  test('one that was halted, or waits for a person, is not said to go on', () => {
    const denied = position({ outcome: 'denied', code: 'TRADING_STATE_HALTED', remaining: '0.05' });
    expect(unsoldInWords('alice', [denied], after('0.05'))).toBe(
      'still owns 0.05 BTC/USD; BTC/USD denied, halted; ' +
        'it does not sell on by itself: look at "status alice" and "history alice"',
    );
    const review = { clientOrderId: 'c', symbol: 'BTC/USD', side: 'sell', quantity: '0.05', since: 0 } as const;
    expect(unsoldInWords('alice', [denied], after('0.05', { openOrders: 1, needsReview: [review] }))).toContain(
      'it does not sell on',
    );
  });

  test('observed is not sold: what is really owned is still there', () => {
    const observed = position({ outcome: 'observed', filledQuantity: '0' });
    expect(unsoldInWords('alice', [observed], after('0.05', { mode: 'observe' }))).toContain(
      'it observes, so nothing was sent: "mode live alice --yes" first',
    );
    expect(unsoldInWords('alice', [observed], accountStatus(connected({ mode: 'observe' })))).toBeNull();
  });

  test("without the account's word its orders tell", () => {
    expect(unsoldInWords('alice', [partly], null)).toContain('still owns 0.02 BTC/USD');
  });
});
