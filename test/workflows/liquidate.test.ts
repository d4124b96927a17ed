import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liquidateUpdate, setTradingStateSignal, submitOrderUpdate } from '../../workflows/messages.ts';
import { openWorld, order, until, type World, type WorldAccount } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.exchange.control.setPrice('ETH/USD', '3000');
});
afterAll(async () => {
  await world.close();
});

const buy = (account: WorldAccount, quantity: string, symbol = 'BTC/USD') =>
  account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quantity', quantity }, symbol)] });
const keyOf = ({ config }: WorldAccount): string => `key-${config.accountId}`;
const soldOf = async (account: WorldAccount): Promise<number> =>
  (await account.book()).filter(({ side }) => side === 'sell').reduce((sum, { filled }) => sum + Number(filled), 0);

test('in exit-only every position is sold and told, own coins stay', async () => {
  const account = await world.account({ mode: 'live', balances: { USD: '10000', BTC: '0.5' } });
  await buy(account, '0.02');
  await buy(account, '0.3', 'ETH/USD');
  await account.handle.signal(setTradingStateSignal, 'exit-only');
  const results = await account.handle.executeUpdate(liquidateUpdate, { args: [randomUUID()] });
  expect(results).toMatchObject([
    { symbol: 'BTC/USD', outcome: 'filled', ownedBefore: '0.02', filledQuantity: '0.02', remaining: '0' },
    { symbol: 'ETH/USD', outcome: 'filled', ownedBefore: '0.3', filledQuantity: '0.3', remaining: '0' },
  ]);
  const balances = (await world.exchange.control.accounts()).find(({ name }) => name === account.config.accountId);
  expect(Number(balances?.balances['XXBT']?.total)).toBe(0.5);
});

test('an order that the exchange fills in part is carried on until nothing is left, and nothing is sold twice', async () => {
  const account = await world.account({ mode: 'live', balances: { USD: '10000', BTC: '0.5' } });
  await buy(account, '0.02');
  await world.exchange.control.setLiquidity('BTC/USD', { volume: '0.004', levels: 2, refills: false });
  const selling = account.handle.executeUpdate(liquidateUpdate, { args: [randomUUID()] });
  await until(async () => (await soldOf(account)) > 0);
  await world.exchange.control.setLiquidity('BTC/USD', { volume: null, refills: true });
  expect(await selling).toMatchObject([{ outcome: 'filled', filledQuantity: '0.02', remaining: '0' }]);
  expect(await soldOf(account)).toBeCloseTo(0.02, 10);
}, 60_000);

test('a worker that goes half-way: another one finishes, each coin sold once', async () => {
  const account = await world.account({ mode: 'live', balances: { USD: '10000', BTC: '0.5' } });
  await buy(account, '0.02');
  await buy(account, '0.3', 'ETH/USD');
  await world.exchange.control.addFault({
    kind: 'drop-after-accept',
    endpoint: 'AddOrder',
    key: keyOf(account),
    count: 1,
  });
  const selling = account.handle.executeUpdate(liquidateUpdate, { args: [randomUUID()] });
  await until(async () => (await soldOf(account)) > 0);
  await world.dropWorker();
  await world.addWorker();
  expect(await selling).toMatchObject([
    { symbol: 'BTC/USD', remaining: '0' },
    { symbol: 'ETH/USD', remaining: '0' },
  ]);
  expect(await soldOf(account)).toBeCloseTo(0.32, 10);
}, 90_000);

test('halted: nothing is sold, and each position says why', async () => {
  const account = await world.account({ mode: 'live', balances: { USD: '10000' } });
  await buy(account, '0.02');
  await account.handle.signal(setTradingStateSignal, 'halted');
  const results = await account.handle.executeUpdate(liquidateUpdate, { args: [randomUUID()] });
  expect(results).toMatchObject([{ outcome: 'denied', code: 'TRADING_STATE_HALTED', remaining: '0.02' }]);
  expect(await soldOf(account)).toBe(0);
});
