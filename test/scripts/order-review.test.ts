import { expect, test } from 'vitest';
import { reviewedOrder, reviewsInWords, shortIdOf } from '../../scripts/order-review.ts';
import type { AccountStatus, NeedsReview } from '../../domain/account-status.ts';

const order = (clientOrderId: string, changes: Partial<NeedsReview> = {}): NeedsReview => ({
  ...{ clientOrderId, symbol: 'BTC/USD', side: 'buy', quantity: '0.01', since: 1_760_000_000_000 },
  ...changes,
});
const [one, twin, other] = [
  order('8f14e45f-ceea-867f-a5d1-1f0e3c0a0b4d'),
  order('8f14e45f-ceea-8111-a5d1-1f0e3c0a0b4d', { side: 'sell' }),
  order('c9f0f895-fb98-8b91-9f5b-1f0e3c0a0b4d'),
];

test('the beginning of an id names its order as soon as no other order begins like that', () => {
  expect(reviewedOrder('alice', [one, twin, other], 'c9f')).toBe(other);
  expect(reviewedOrder('alice', [one, twin, other], '8F14E45F-CEEA-867F')).toBe(one);
  expect(reviewedOrder('alice', [one], one.clientOrderId)).toBe(one);
});

test('no order is settled by a beginning that fits two, or none: the person is told which ones wait', () => {
  const settle = (idStart: string, waiting: readonly NeedsReview[]) => () => reviewedOrder('alice', waiting, idStart);
  expect(settle('8f14', [one, twin, other])).toThrow(
    `alice: "8f14" may mean any of ${one.clientOrderId} (buy 0.01 BTC/USD), ${twin.clientOrderId} (sell 0.01 BTC/USD)`,
  );
  expect(settle('777', [other])).toThrow(
    `alice: order "777" does not need review; these do: ${other.clientOrderId} (buy 0.01 BTC/USD)`,
  );
  expect(settle('8f14', [])).toThrow('alice: no order needs review');
});

test('what is printed of an id names that order alone', () => {
  const waiting = [one, twin, other];
  expect(waiting.map((each) => shortIdOf(each, waiting))).toEqual(['8f14e45f-ceea-86', '8f14e45f-ceea-81', 'c9f0f895']);
  for (const each of waiting) expect(reviewedOrder('alice', waiting, shortIdOf(each, waiting))).toBe(each);
});

test('the commands that settle an order are printed ready to run', () => {
  const status = { accountId: 'alice', exchange: 'kraken', needsReview: [other] } as unknown as AccountStatus;
  const [what, , neverExisted, filled] = reviewsInWords(status);
  expect(what).toBe(
    'alice: buy 0.01 BTC/USD NEEDS REVIEW since 2025-10-09 08:53:20.000: ' +
      'whether order c9f0f895-fb98-8b91-9f5b-1f0e3c0a0b4d reached kraken is not proven.',
  );
  expect(neverExisted).toBe('  npm run -s lockstep -- resolve alice c9f0f895 never-existed --yes');
  expect(filled).toBe(
    '  npm run -s lockstep -- resolve alice c9f0f895 filled --exchange-order-id ID --quantity 0.01 --price PRICE --yes',
  );
});
