import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountConfig } from '../../domain/account-config.ts';
import { configureSignal, setTradingStateSignal, submitOrderUpdate } from '../../workflows/messages.ts';
import { configOf } from '../domain/accounts.ts';
import { openWorld, order, until, type World, type WorldAccount } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

const price = async (text: string): Promise<void> => {
  await world.exchange.control.setPrice('BTC/USD', text);
};
const limits = { ...configOf('any').limits, maxDailyLossUsd: '50', stopTradingOnLoss: true };

async function owning(config: Partial<AccountConfig>): Promise<WorldAccount> {
  await price('50000');
  const account = await world.account({ mode: 'live', config, balances: { USD: '10000' } });
  await account.handle.executeUpdate(submitOrderUpdate, {
    args: [order('buy', { kind: 'quantity', quantity: '0.01' })],
  });
  return account;
}
const isFlat = async (account: WorldAccount): Promise<boolean> => (await account.status()).positions.length === 0;
const historyLength = async ({ handle }: WorldAccount): Promise<number> => (await handle.describe()).historyLength;
const sales = async (account: WorldAccount): Promise<number> =>
  (await account.book()).filter(({ side }) => side === 'sell').length;

test.each([
  ['stop-loss', { stopLossPct: '5' }, '48000', '47000'],
  ['take-profit', { takeProfitPct: '5' }, '52000', '53000'],
] as const)('a %s sells once its price is reached, once, and nothing before', async (leg, config, near, reached) => {
  const account = await owning(config);
  await price(near);
  await until(async () => (await world.exchange.control.requests({ endpoint: 'Ticker' })).length > 0);
  expect(await sales(account)).toBe(0);
  await price(reached);
  await until(() => isFlat(account));
  expect(await sales(account)).toBe(1);
  const [record] = await world.journal.decisions(account.config.accountId, 1);
  expect(record).toMatchObject({ leg, outcome: 'filled', filledQuantity: '0.01' });
});

test('a trailing stop sells below the highest price since the entry', async () => {
  const account = await owning({ trailingStopPct: '5' });
  const before = await historyLength(account);
  await price('60000');
  await until(async () => (await historyLength(account)) > before);
  await price('56900');
  await until(() => isFlat(account));
  expect(await sales(account)).toBe(1);
});

test('a stop outlives its worker: another one watches on', async () => {
  const account = await owning({ stopLossPct: '5' });
  await world.dropWorker();
  await price('40000');
  await world.addWorker();
  await until(() => isFlat(account), 40_000);
  expect(await sales(account)).toBe(1);
}, 60_000);

test('a day that falls to its loss limit makes the account exit-only within seconds, and the exit still goes', async () => {
  const account = await owning({ limits });
  await price('49000');
  const entry = order('buy', { kind: 'quantity', quantity: '0.001' });
  expect(await account.handle.executeUpdate(submitOrderUpdate, { args: [entry] })).toMatchObject({ outcome: 'filled' });
  await price('44000');
  await until(async () => (await account.status()).tradingState === 'exit-only');
  expect((await account.status()).reason).toMatch(/^DAILY_LOSS_REACHED profit_usd=-\d+.* limit=50$/);
  const denied = await account.handle.executeUpdate(submitOrderUpdate, {
    args: [order('buy', { kind: 'quantity', quantity: '0.001' })],
  });
  expect(denied).toMatchObject({ outcome: 'denied', code: 'TRADING_STATE_EXIT_ONLY' });
  const sold = await account.handle.executeUpdate(submitOrderUpdate, {
    args: [order('sell', { kind: 'fraction', fraction: '1' })],
  });
  expect(sold).toMatchObject({ outcome: 'filled', filledQuantity: '0.011' });
});

test("a limit raised while it runs lets a person's way back stand, and both are in the journal", async () => {
  const account = await owning({ limits });
  await price('44000');
  await until(async () => (await account.status()).tradingState === 'exit-only');
  await account.handle.signal(setTradingStateSignal, 'active');
  await until(async () => (await account.status()).tradingState === 'exit-only');
  await account.handle.signal(configureSignal, {
    ...account.config,
    limits: { ...limits, maxDailyLossUsd: '500' },
  });
  await account.handle.signal(setTradingStateSignal, 'active');
  await until(async () => (await account.status()).tradingState === 'active');
  await until(async () =>
    (await world.journal.events(account.config.accountId, 20)).some(
      ({ code, context }) => code === 'CONFIGURED' && context.includes('limits.maxDailyLossUsd=50->500'),
    ),
  );
});

test('a price that only moves costs the account nothing: no history, no private request', async () => {
  const account = await owning({ stopLossPct: '20', limits: { ...limits, maxDailyLossUsd: '1000' } });
  const key = `key-${account.config.accountId}`;
  const before = await historyLength(account);
  const asked = (await world.exchange.control.requests({ key })).length;
  await world.exchange.control.resetRequests();
  for (const text of ['50100', '49900', '50200']) {
    await price(text);
    const seen = (await world.exchange.control.requests({ endpoint: 'Ticker' })).length;
    await until(async () => (await world.exchange.control.requests({ endpoint: 'Ticker' })).length > seen);
  }
  expect(asked).toBeGreaterThan(0);
  expect(await world.exchange.control.requests({ key })).toEqual([]);
  expect(await historyLength(account)).toBe(before);
});
