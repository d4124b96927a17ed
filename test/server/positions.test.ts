import { describe, expect, test } from 'vitest';
import type { AccountView } from '../../server/lockstep.ts';
import { positionsOver } from '../../server/positions-over-accounts.ts';
import { serve, serving } from './serve.ts';

serving();

type Bought = readonly [symbol: string, quantity: string, cost: string, profit: string | null];

/** What the port tells of an account, as far as it matters here. */
const owning = (
  accountId: string,
  bought: readonly Bought[],
  given: Partial<Pick<AccountView, 'role' | 'sandbox'>> = {},
) => ({
  accountId,
  name: accountId,
  role: 'user' as const,
  exchange: 'kraken' as const,
  mode: 'live' as const,
  sandbox: false,
  uiUrl: 'http://ui',
  positions: bought.map(([symbol, ownedQuantity, costBasis, unrealizedProfit]) => ({
    symbol,
    ownedQuantity,
    costBasis,
    unrealizedProfit,
    averagePrice: '1',
    isDust: false,
  })),
  ...given,
});

describe('what is owned over accounts', () => {
  test('each symbol once, summed exactly, the largest share first', () => {
    const positions = positionsOver([
      owning('ann', [['ETH/USD', '0.1', '200.1', '-10.05']]),
      owning('bob', [
        ['BTC/USD', '0.5', '25000', '100'],
        ['ETH/USD', '0.2', '400.2', '20.1'],
      ]),
      owning('carl', []),
    ]);
    expect(positions).toMatchObject([
      { symbol: 'BTC/USD', quantity: '0.5', value: '25100', accounts: [{ accountId: 'bob' }] },
      {
        ...{ symbol: 'ETH/USD', quantity: '0.3', costBasis: '600.3', value: '610.35', unrealizedProfit: '10.05' },
        unpriced: 0,
        accounts: [
          { accountId: 'bob', quantity: '0.2', value: '420.3' },
          { accountId: 'ann', quantity: '0.1', value: '190.05' },
        ],
      },
    ]);
  });

  test('one without a price is no loss of all that it cost: it counts at its cost, and is told', () => {
    const [sum] = positionsOver([
      owning('ann', [['BTC/USD', '1', '100', '5']]),
      owning('bob', [['BTC/USD', '1', '90', null]]),
    ]);
    expect(sum).toMatchObject({ costBasis: '190', value: '195', unrealizedProfit: '5', unpriced: 1 });
    const [unknown] = positionsOver([owning('bob', [['BTC/USD', '1', '90', null]])]);
    expect(unknown).toMatchObject({ value: '90', unrealizedProfit: null, unpriced: 1 });
  });

  test('play money is not summed with real money', () => {
    const bought: readonly Bought[] = [['BTC/USD', '1', '100', '5']];
    const positions = positionsOver([owning('ann', bought, { sandbox: true }), owning('bob', bought)]);
    expect(positions.map(({ sandbox, quantity }) => [sandbox, quantity])).toEqual([
      [false, '1'],
      [true, '1'],
    ]);
  });
});

describe('who may see it', () => {
  const served = async (who: 'owner' | 'ann', master = 'master') => {
    const { ask, lockstep } = await serve(who);
    const everybody = [
      owning('bob', [['BTC/USD', '2', '888', '1']]),
      owning('ann', [['BTC/USD', '1', '100', '1']]),
      owning(master, [['BTC/USD', '4', '777', '1']], { role: 'master' }),
    ];
    lockstep.accounts = () => Promise.resolve(everybody as readonly Partial<AccountView>[] as readonly AccountView[]);
    return ask('GET', '/api/positions');
  };

  test('an owner: everybody', async () => {
    const { status, json } = await served('owner');
    expect([status, json]).toMatchObject([200, { positions: [{ quantity: '7', accounts: [{}, {}, {}] }] }]);
  });

  test('a member must not learn what others own: neither their rows nor a sum over them', async () => {
    const { status, json, text } = await served('ann');
    expect([status, json]).toMatchObject([200, { positions: [{ quantity: '1', accounts: [{ accountId: 'ann' }] }] }]);
    expect(text).not.toMatch(/bob|master|777|888|http/);
  });

  test('the master’s numbers are the owner’s, whoever may see its account', async () => {
    expect((await served('ann', 'ann')).text).not.toContain('777');
  });
});
