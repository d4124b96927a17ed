import { expect, test } from 'vitest';
import type { TradeView } from '../../server/lockstep.ts';
import { lastTradesOf } from '../../web/accounts/last-trades.ts';

const trade = (intentId: string, ...accountIds: readonly string[]) =>
  ({ intentId, accounts: accountIds.map((accountId) => ({ accountId, outcome: intentId })) }) as unknown as TradeView;

test('the last trade of each account is the newest that reached it', () => {
  const last = lastTradesOf([trade('new', 'ann'), trade('old', 'ann', 'bob')], 'master');
  expect([...last].map(([accountId, one]) => [accountId, one.trade.intentId, one.outcome?.outcome])).toEqual([
    ['ann', 'new', 'new'],
    ['bob', 'old', 'old'],
    ['master', 'new', undefined],
  ]);
  expect(lastTradesOf([], 'master').size).toBe(0);
});
