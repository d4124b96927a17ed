import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { canonical } from '../../domain/decimal.ts';
import { executedOrder } from '../../domain/executed-order.ts';
import { profitReport, type AccountProfit } from '../../domain/profit-report.ts';
import { refreshUpdate, stateQuery, submitIntentUpdate, submitOrderUpdate } from '../../workflows/messages.ts';
import { signedClient } from '../simulator/signed-client.ts';
import {
  externalEntry,
  externalExit,
  openWorld,
  order,
  until,
  type World,
  type WorldAccount,
} from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

const stateOf = ({ handle }: WorldAccount): Promise<AccountState> => handle.query(stateQuery);
async function trade(account: WorldAccount, ...of: Parameters<typeof order>): Promise<void> {
  const result = await account.handle.executeUpdate(submitOrderUpdate, { args: [order(...of)] });
  expect(result).toMatchObject({ outcome: 'filled' });
}

/** A person trades with a key of his own on the same account. */
async function byHand({ config }: WorldAccount, type: 'buy' | 'sell', volume: string): Promise<void> {
  const hand = await world.exchange.control.createAccount({ name: config.accountId, key: `hand-${randomUUID()}` });
  const client = signedClient(world.exchange.url, hand);
  expect(await client.order({ pair: 'XBTUSD', type, ordertype: 'market', volume })).toMatch(/^O/);
}

/** By the journal alone, as the command reads it; the state tells the prices. */
async function reported({ config }: WorldAccount, state: AccountState): Promise<AccountProfit> {
  const { accountId, role } = config;
  const records = await world.journal.executions(accountId, null, 1_000);
  return profitReport(
    {
      ...{ accountId, role, sandbox: false, ledgerFromMs: state.ledgerFromMs },
      orders: records.flatMap((record) => executedOrder(record) ?? []),
      events: await world.journal.ledgerEvents(accountId, null, 1_000),
      prices: state.snapshot?.prices ?? null,
    },
    { fromMs: null, beforeMs: null },
  );
}

const ledgerOf = ({ positions }: AccountProfit) =>
  Object.fromEntries(
    positions.map(({ quote: _, lastPrice: __, unrealizedProfit: ___, ...position }) => [position.symbol, position]),
  );

async function settledState(account: WorldAccount): Promise<AccountState> {
  await until(async () => {
    const { unwritten, unwrittenEvents, openOrders } = await stateOf(account);
    return unwritten.length + unwrittenEvents.length + openOrders.length === 0;
  });
  return stateOf(account);
}

test("the journal's profits are the account's and the exchange's own to the last digit, sales by hand included", async () => {
  await world.exchange.control.setPrice('BTC/USD', '50123.4');
  const account = await world.account({ mode: 'live' });
  await trade(account, 'buy', { kind: 'quantity', quantity: '0.01234567' });
  await trade(account, 'buy', { kind: 'quote', amount: '777.77' });
  await world.exchange.control.setPrice('BTC/USD', '49234.5');
  await trade(account, 'sell', { kind: 'fraction', fraction: '0.3333' });
  await world.exchange.control.addFault({
    ...{ kind: 'drop-after-accept', endpoint: 'AddOrder', key: `key-${account.config.accountId}`, count: 1 },
  });
  await trade(account, 'buy', { kind: 'quantity', quantity: '0.00765432' });
  await byHand(account, 'sell', '0.005');
  await until(async () => {
    await account.handle.executeUpdate(refreshUpdate);
    return (await stateOf(account)).events.some(({ code }) => code === 'EXTERNAL_REDUCTION');
  }, 30_000);
  await trade(account, 'sell', { kind: 'fraction', fraction: '0.77' });
  const state = await settledState(account);
  const report = await reported(account, state);
  expect(ledgerOf(report)).toEqual(state.positions);
  expect(report).toMatchObject({ trades: 5, copied: 0, unpriced: [], earlierOrders: 0 });

  const ours = (await account.book()).filter(({ clientOrderId }) => clientOrderId !== null);
  const byId = new Map(ours.map((one) => [one.txid, [one.filled, one.cost, one.fee].map(canonical)]));
  expect(byId.size).toBe(5);
  for (const { exchangeOrderId, quantity, cost, feeAmount } of report.executions)
    expect([quantity, cost, feeAmount]).toEqual(byId.get(exchangeOrderId ?? ''));
}, 90_000);

test("a master's trades by hand and its followers' copies are told as their ledgers have them", async () => {
  await world.exchange.control.setPrice('BTC/USD', '50000');
  const follower = await world.account({ mode: 'live' });
  const master = await world.master([follower], { mode: 'live', balances: { USD: '100000' } });
  await byHand(master, 'buy', '0.5');
  await until(async () => {
    await master.handle.executeUpdate(refreshUpdate);
    return (await stateOf(follower)).tradesCopied === 1;
  }, 30_000);
  await trade(master, 'sell', { kind: 'fraction', fraction: '0.4' });
  const entry = externalEntry({ occurredAtMs: Date.now() });
  await master.master.executeUpdate(submitIntentUpdate, { args: [entry] });
  await until(async () => (await stateOf(follower)).tradesCopied === 2);
  await master.master.executeUpdate(submitIntentUpdate, { args: [externalExit('0.5')] });
  await until(async () => (await stateOf(follower)).tradesCopied === 3);

  const [ofMaster, ofFollower] = [await settledState(master), await settledState(follower)];
  const [masters, followers] = [await reported(master, ofMaster), await reported(follower, ofFollower)];
  expect(ledgerOf(masters)).toEqual(ofMaster.positions);
  expect(masters.executions.map(({ source }) => source)).toEqual(['by-hand', 'own']);
  expect(ledgerOf(followers)).toEqual(ofFollower.positions);
  expect(followers).toMatchObject({ trades: 3, copied: 3, slippageAverageBps: expect.any(String) as unknown });
  expect(followers.executions[1]).toMatchObject({ source: 'copied', intentId: entry.intentId, side: 'buy' });
  expect(followers.executions[1]?.delayMs).toBeGreaterThanOrEqual(0);
}, 90_000);
