import { expect, test } from 'vitest';
import { outcomesOf, isFinal, scorecardOf } from '../../scripts/scorecard.ts';
import { intent, record } from '../store/records.ts';

const plannedOrder = {
  clientOrderId: 'c',
  symbol: 'BTC/USD',
  side: 'sell',
  type: 'market',
  quantity: '0.5',
  limitPrice: null,
  sendBeforeMs: null,
} as const;
const delivered = ['alice', 'bob', 'carol'];
const undelivered = [{ accountId: 'dave', reason: 'not running' }];
const skipped = record({ accountId: 'bob', outcome: 'skipped', code: 'NOTHING_OWNED', plan: null });
const scorecard = scorecardOf({
  intent: intent({ delivered, undelivered }),
  records: [skipped, record({ accountId: 'alice' })],
});

test('nobody the intent was for is left out: decided, still deciding, not running', () => {
  const shown = scorecard.accounts.map(({ accountId, outcome, code }) => ({ accountId, outcome, code }));
  expect(shown).toEqual([
    { accountId: 'alice', outcome: 'filled', code: null },
    { accountId: 'bob', outcome: 'skipped', code: 'NOTHING_OWNED' },
    { accountId: 'carol', outcome: 'pending', code: null },
    { accountId: 'dave', outcome: 'skipped', code: 'NOT_RUNNING' },
  ]);
  expect(outcomesOf(scorecard)).toEqual({ filled: 1, skipped: 2, pending: 1 });
});

test('an account that was reported as not running and decided all the same is shown once, with its decision', () => {
  const { accounts } = scorecardOf({
    intent: intent({ delivered: [], undelivered }),
    records: [record({ accountId: 'dave' })],
  });
  expect(accounts.map(({ accountId, outcome }) => ({ accountId, outcome }))).toEqual([
    { accountId: 'dave', outcome: 'filled' },
  ]);
});

test('an exit that took an account several orders is one row: what they sold together', () => {
  const plan = { ...plannedOrder, quantity: '0.5' };
  const legs = [
    record({
      accountId: 'alice',
      leg: 'copy',
      plan,
      outcome: 'partial',
      filledQuantity: '0.2',
      averagePrice: '100',
      decidedAtMs: 1,
    }),
    record({
      accountId: 'alice',
      leg: 'copy+1',
      outcome: 'partial',
      filledQuantity: '0.2',
      averagePrice: '100',
      decidedAtMs: 2,
    }),
    record({
      accountId: 'alice',
      leg: 'copy+2',
      outcome: 'filled',
      filledQuantity: '0.1',
      averagePrice: '90',
      decidedAtMs: 3,
    }),
  ];
  const rowsOf = (records: typeof legs) =>
    scorecardOf({ intent: intent({ delivered: ['alice'], undelivered: [] }), records }).accounts;
  for (const records of [legs, legs.toReversed()]) {
    expect(rowsOf(records)).toMatchObject([
      { outcome: 'filled', quantity: '0.5', filledQuantity: '0.5', averagePrice: '98', code: null },
    ]);
  }
  expect(rowsOf(legs.slice(0, 2))).toMatchObject([{ outcome: 'partial', filledQuantity: '0.4' }]);
});

test('a row carries what scripts read', () => {
  expect(scorecard.accounts[0]).toEqual({
    accountId: 'alice',
    mode: 'live',
    outcome: 'filled',
    code: null,
    context: '',
    clientOrderId: '8f14e45f-ceea-867f-a5d1-1f0e3c0a0b4d',
    exchangeOrderId: 'OABCDE-FGHIJ-KLMNOP',
    quantity: '0.00166',
    filledQuantity: '0.00166',
    averagePrice: '60010.1',
    slippageBps: '1.7',
    delayMs: 40,
  });
});

test('only pending and unknown are waited for', () => {
  const outcomes = ['observed', 'filled', 'partial', 'skipped', 'denied', 'rejected', 'expired', 'unknown', 'pending'];
  const waitedFor = outcomes.filter((outcome) => !isFinal(record({ outcome: outcome as 'filled' })));
  expect(waitedFor).toEqual(['unknown', 'pending']);
});
