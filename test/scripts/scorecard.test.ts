import { expect, test } from 'vitest';
import { outcomesOf, isFinal, scorecardOf } from '../../scripts/scorecard.ts';
import { intent, record } from '../store/records.ts';

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

test('an intent that took an account several legs is one row: what the last leg came to', () => {
  const legs = [
    record({ accountId: 'alice', leg: 'copy', outcome: 'rejected', decidedAtMs: 1 }),
    record({ accountId: 'alice', leg: 'copy:2', outcome: 'filled', decidedAtMs: 3 }),
    record({ accountId: 'alice', leg: 'copy:10', outcome: 'partial', decidedAtMs: 2 }),
  ];
  for (const records of [legs, legs.toReversed()]) {
    const { accounts } = scorecardOf({ intent: intent({ delivered: ['alice'], undelivered: [] }), records });
    expect(accounts.map(({ outcome }) => outcome)).toEqual(['filled']);
  }
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
