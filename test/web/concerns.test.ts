import { describe, expect, test } from 'vitest';
import type { AccountView } from '../../server/lockstep.ts';
import { concernsOf } from '../../web/overview/concerns.ts';

const account = (accountId: string, changes: Partial<AccountView> = {}): AccountView =>
  ({
    ...{ accountId, name: accountId.toUpperCase(), role: 'user', exchange: 'kraken', mode: 'live', isRunning: true },
    ...{ connection: 'connected', tradingState: 'active', ownTradingState: 'active', reason: null, config: null },
    ...{ needsReview: [], drift: [], permissions: { trade: true, withdraw: false, provenAtMs: 1 } },
    ...changes,
  }) as unknown as AccountView;

const copying = { state: 'on', reason: null, followers: 1 } as const;
const concerns = (...users: readonly AccountView[]) =>
  concernsOf({ master: account('master'), users, copying }).map(({ what, href }) => ({ what, href }));

const review = [{ clientOrderId: 'c', symbol: 'BTC/USD', side: 'buy', quantity: '0.5', since: 1 }] as const;

describe('what the overview says needs a person', () => {
  test('nothing, of accounts that trade, observe, or are halted by a person', () => {
    expect(concerns(account('a'), account('b', { mode: 'observe' }))).toEqual([]);
    expect(concerns(account('c', { tradingState: 'halted', ownTradingState: 'halted' }))).toEqual([]);
    expect(concerns(account('d', { isRunning: false, connection: 'not-connected' }))).toEqual([]);
  });

  test('an order that nobody could prove leads to its account, before all else', () => {
    expect(
      concerns(account('a', { connection: 'credentials-missing' }), account('b', { needsReview: review })),
    ).toEqual([
      { what: 'B has an order that a person must settle', href: '/accounts/b' },
      { what: 'A has no key yet', href: '/accounts/a' },
    ]);
  });

  test('hundreds of one kind are one row, which leads to all of them', () => {
    const lost = Array.from({ length: 300 }, (_, index) => account(`u${index}`, { connection: 'not-connected' }));
    expect(concerns(...lost)).toEqual([
      { what: '300 accounts are not connected', href: '/accounts?status=Not%20connected' },
    ]);
  });

  test('a key that can withdraw, and an account that stopped buying by itself, are told', () => {
    const permissions = { trade: true, withdraw: true, provenAtMs: 1 };
    const stopped = { tradingState: 'exit-only', reason: 'DAILY_LOSS_REACHED profit_usd=-51 limit=50' } as const;
    expect(concerns(account('a', { permissions }), account('b', stopped)).map(({ what }) => what)).toEqual([
      'A has a key that can withdraw money',
      'B stopped buying by itself',
    ]);
  });

  test('the master that nobody can copy comes first', () => {
    const standalone = { state: 'standalone', reason: 'the master is not connected', followers: null } as const;
    const master = account('master', { connection: 'not-connected' });
    expect(concernsOf({ master, users: [], copying: standalone })[0]).toMatchObject({
      what: "The master's trades are not copied",
      about: 'the master is not connected',
    });
  });
});
