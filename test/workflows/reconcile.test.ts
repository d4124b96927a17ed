import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refreshUpdate, submitOrderUpdate } from '../../workflows/messages.ts';
import { signedClient } from '../simulator/signed-client.ts';
import { openWorld, order, until, type World, type WorldAccount } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

const keyOf = ({ config }: WorldAccount): string => `key-${config.accountId}`;
const eventsOf = async ({ config }: WorldAccount) =>
  (await world.journal.events(config.accountId, 100)).filter(({ code }) => code !== 'MODE_CHANGED');
const refresh = (account: WorldAccount) => account.handle.executeUpdate(refreshUpdate);

/** A person trades with a key of his own on the same account. */
async function byHand(account: WorldAccount, side: 'buy' | 'sell', volume: string): Promise<void> {
  const { accountId } = account.config;
  const hand = await world.exchange.control.createAccount({ name: accountId, key: `hand-${randomUUID()}` });
  const client = signedClient(world.exchange.url, hand);
  expect(await client.order({ pair: 'XBTUSD', type: side, ordertype: 'market', volume })).toMatch(/^O/);
}

async function owning(quantity: string): Promise<WorldAccount> {
  const account = await world.account({ mode: 'live' });
  const bought = await account.handle.executeUpdate(submitOrderUpdate, {
    args: [order('buy', { kind: 'quantity', quantity })],
  });
  expect(bought).toMatchObject({ outcome: 'filled', filledQuantity: quantity });
  return account;
}

test('what a person sold by hand leaves the ledger, is journaled once, and shows as drift with its cause', async () => {
  const account = await owning('0.01');
  await byHand(account, 'sell', '0.004');
  await until(async () => {
    await refresh(account);
    return (await account.status()).positions[0]?.ownedQuantity === '0.006';
  }, 30_000);
  await until(async () => (await eventsOf(account)).length === 2);
  expect((await eventsOf(account)).map(({ code }) => code).sort()).toEqual(['EXTERNAL_REDUCTION', 'EXTERNAL_TRADE']);
  expect((await account.status()).drift).toEqual([
    { symbol: 'BTC/USD', target: '0.01', actual: '0.006', ratio: '0.4', cause: 'EXTERNAL_REDUCTION' },
  ]);
  await refresh(account);
  expect(await eventsOf(account)).toHaveLength(2);
  expect((await account.status()).positions[0]?.ownedQuantity).toBe('0.006');
}, 60_000);

test('an exit of coins that a person partly sold a moment ago sells what is left, once', async () => {
  const account = await owning('0.01');
  await byHand(account, 'sell', '0.004');
  const sold = await account.handle.executeUpdate(submitOrderUpdate, {
    args: [order('sell', { kind: 'fraction', fraction: '1' })],
  });
  expect(sold).toMatchObject({ outcome: 'filled', filledQuantity: '0.006' });
  const own = (await account.book()).filter(({ clientOrderId }) => clientOrderId === sold.clientOrderId);
  expect(own).toMatchObject([{ filled: expect.stringMatching(/^0\.0060*$/) as string }]);
});

test('lists that can not be read at the start: not connected, nothing is traded, and it heals by itself', async () => {
  const fault = await world.exchange.control.addFault({ kind: 'garbage-after-accept', endpoint: 'ClosedOrders' });
  const account = await world.account();
  try {
    expect(await account.status()).toMatchObject({ connection: 'not-connected' });
    expect((await account.status()).reason).toContain('ClosedOrders');
  } finally {
    await world.exchange.control.removeFault(fault.id);
  }
  await until(async () => (await account.status()).connection === 'connected', 20_000);
});

test('a key refused while an unclear order is looked for: not connected at once, the order found later', async () => {
  const account = await world.account({ mode: 'live' });
  const key = keyOf(account);
  await world.exchange.control.addFault({ kind: 'drop-after-accept', endpoint: 'AddOrder', key, count: 1 });
  const refusing = await world.exchange.control.addFault({
    kind: 'refuse',
    error: 'EAPI:Invalid key',
    endpoint: 'OpenOrders',
    key,
  });
  const buying = account.handle.executeUpdate(submitOrderUpdate, {
    args: [order('buy', { kind: 'quantity', quantity: '0.01' })],
  });
  await until(async () => (await account.status()).connection === 'not-connected', 10_000);
  await world.exchange.control.removeFault(refusing.id);
  expect(await buying).toMatchObject({ outcome: 'filled', filledQuantity: '0.01' });
  expect(await account.book()).toHaveLength(1);
  await until(async () => (await account.status()).connection === 'connected', 20_000);
});

test('what a person buys and sells by hand on the master is copied', async () => {
  const follower = await world.account({ mode: 'live' });
  const master = await world.master([follower], { mode: 'live', balances: { USD: '10000' } });
  await byHand(master, 'buy', '0.02');
  await refresh(master);
  await until(async () => (await follower.book()).length === 1);
  expect(await follower.book()).toMatchObject([{ side: 'buy', status: 'closed' }]);
  await byHand(master, 'sell', '0.01');
  await refresh(master);
  await until(async () => (await follower.book()).length === 2);
  const [bought, sold] = await follower.book();
  expect(Number(sold?.filled) / Number(bought?.filled)).toBeCloseTo(0.5, 5);
});
