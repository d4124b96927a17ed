import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAccount } from '../../exchanges/account.ts';
import type { AccountOptions } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import type { SharedExchange } from '../../exchanges/market-data.ts';
import type { FaultKind } from '../../simulator/control-client.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { planOf as rawPlanOf } from './raw-kraken.ts';

const planOf = (changes: Parameters<typeof rawPlanOf>[0] = {}) =>
  rawPlanOf({ clientOrderId: randomUUID(), ...changes });

let kraken: Simulator;
let exchange: SharedExchange;
beforeAll(async () => {
  kraken = await startSimulator({ speed: 0 });
  exchange = openMarketData('kraken', { baseUrl: kraken.url });
});
afterAll(async () => {
  await kraken.close();
});
beforeEach(async () => {
  await kraken.control.removeFaults();
  await kraken.control.setPrice('BTC/USD', '50000');
});

async function newAccount(options?: AccountOptions): Promise<ExchangeAccount & { readonly key: string }> {
  const { key, secret } = await kraken.control.createAccount({ balances: { USD: '10000', BTC: '1', DOGE: '0' } });
  const account = openAccount(exchange, credentialOf(key, secret), options);
  return Object.assign(Object.create(account) as ExchangeAccount, { key });
}

async function acceptedId(account: ExchangeAccount, plan = planOf()): Promise<string> {
  const answer = await account.sendOrder(plan);
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
  return answer.exchangeOrderId;
}

test('a market order from send to fill, in exact decimals', async () => {
  const account = await newAccount();
  const plan = planOf({ quantity: '0.01234567' });
  const exchangeOrderId = await acceptedId(account, plan);
  const [booked] = await kraken.control.book({ clientOrderId: plan.clientOrderId });
  const report = await account.orderById(exchangeOrderId, 'BTC/USD');
  expect(report).toEqual({
    exchangeOrderId: booked?.txid,
    clientOrderId: plan.clientOrderId,
    status: 'closed',
    filledQuantity: '0.01234567',
    cost: expect.stringMatching(/^617\.\d+$/) as unknown,
    averagePrice: expect.stringMatching(/^5000\d(\.\d+)?$/) as unknown,
    feeAsset: 'USD',
    feeAmount: expect.stringMatching(/^2\.4\d+$/) as unknown,
    tradeIds: booked?.trades.map(({ id }) => id),
  });
  expect(await account.findOrder(plan.clientOrderId, 'BTC/USD', Date.now())).toEqual({ kind: 'found', order: report });
});

test('an IOC order that finds half: cancelled, with what it filled', async () => {
  const account = await newAccount();
  await kraken.control.setLiquidity('BTC/USD', { volume: '0.004', levels: 1 });
  const limit = planOf({ type: 'limit-ioc', limitPrice: '50000.1', quantity: '0.01' });
  const report = await account.orderById(await acceptedId(account, limit), 'BTC/USD');
  expect(report).toMatchObject({ status: 'cancelled', filledQuantity: '0.004', feeAsset: 'USD' });
  await kraken.control.setLiquidity('BTC/USD', { volume: null });

  const missed = planOf({ type: 'limit-ioc', limitPrice: '49000', quantity: '0.01' });
  expect(await account.orderById(await acceptedId(account, missed), 'BTC/USD')).toEqual({
    exchangeOrderId: expect.any(String) as unknown,
    clientOrderId: missed.clientOrderId,
    status: 'cancelled',
    filledQuantity: '0',
    cost: '0',
    averagePrice: null,
    feeAsset: null,
    feeAmount: '0',
    tradeIds: [],
  });
});

describe('the answer is lost after Kraken took the order: found by our id, nothing sent twice', () => {
  const lost: readonly FaultKind[] = [
    'drop-after-accept',
    'cut-off-after-accept',
    'http-502-after-accept',
    'garbage-after-accept',
    'empty-after-accept',
    'html-after-accept',
    'empty-object-after-accept',
  ];
  test.each(lost)('%s', async (kind) => {
    const account = await newAccount();
    const plan = planOf();
    await kraken.control.addFault({ kind, key: account.key, endpoint: 'AddOrder', count: 1 });
    const sinceMs = Date.now();
    expect((await account.sendOrder(plan)).kind).toBe('unknown');
    const found = await account.findOrder(plan.clientOrderId, plan.symbol, sinceMs);
    expect(found).toMatchObject({ kind: 'found', order: { status: 'closed', filledQuantity: '0.01' } });
    expect(await kraken.control.book({ key: account.key })).toHaveLength(1);
    expect(await kraken.control.requests({ key: account.key, endpoint: 'AddOrder' })).toHaveLength(1);
  });

  test('an answer that comes too late', async () => {
    const account = await newAccount({ answerTimeoutMs: 150 });
    const plan = planOf();
    await kraken.control.addFault({ kind: 'delay-after-accept', ms: 400, key: account.key, endpoint: 'AddOrder' });
    expect((await account.sendOrder(plan)).kind).toBe('unknown');
    expect((await account.findOrder(plan.clientOrderId, plan.symbol, Date.now() - 5_000)).kind).toBe('found');
  });
});

test.each<FaultKind>(['drop-before-accept', 'http-502-before-accept', 'unavailable'])(
  '%s: unknown, and absent once both lists have answered',
  async (kind) => {
    const account = await newAccount();
    const plan = planOf();
    await kraken.control.addFault({ kind, key: account.key, endpoint: 'AddOrder', count: 1 });
    expect((await account.sendOrder(plan)).kind).toBe('unknown');
    expect(await account.findOrder(plan.clientOrderId, plan.symbol, Date.now())).toEqual({ kind: 'absent' });
  },
);

describe('a failed search is never absence', () => {
  const kinds: readonly FaultKind[] = [
    'drop-after-accept',
    'cut-off-after-accept',
    'http-502-after-accept',
    'garbage-after-accept',
    'empty-after-accept',
    'html-after-accept',
    'empty-object-after-accept',
    'unavailable',
    'permission-denied',
  ];
  test.each(kinds.flatMap((kind) => [[kind, 'OpenOrders'] as const, [kind, 'ClosedOrders'] as const]))(
    '%s on %s',
    async (kind, endpoint) => {
      const account = await newAccount();
      await kraken.control.addFault({ kind, key: account.key, endpoint, count: 1 });
      await expect(account.findOrder(randomUUID(), 'BTC/USD', Date.now())).rejects.toMatchObject({
        name: 'ExchangeQueryError',
      });
      expect(await account.findOrder(randomUUID(), 'BTC/USD', Date.now())).toEqual({ kind: 'absent' });
    },
  );
});

test('an id used again after its order was done: the one that filled counts, the other is named', async () => {
  const account = await newAccount();
  const filled = planOf();
  const first = await acceptedId(account, filled);
  const unfilled = planOf({ clientOrderId: filled.clientOrderId, type: 'limit-ioc', limitPrice: '40000' });
  const second = await acceptedId(account, unfilled);
  expect(await account.findOrder(filled.clientOrderId, 'BTC/USD', Date.now())).toMatchObject({
    kind: 'found',
    order: { exchangeOrderId: first, filledQuantity: '0.01' },
    alsoFound: [{ exchangeOrderId: second, filledQuantity: '0' }],
  });
});

test('balances: what an asset is called everywhere, free without what orders hold, nothing for nothing', async () => {
  const account = await newAccount();
  expect([...(await account.balances())].sort((a, b) => a.asset.localeCompare(b.asset))).toEqual([
    { asset: 'BTC', total: '1', free: '1' },
    { asset: 'USD', total: '10000', free: '10000' },
  ]);
});

test('a cancel of what is no longer open is no failure', async () => {
  const account = await newAccount();
  await expect(account.cancelOrder(await acceptedId(account), 'BTC/USD')).resolves.toBeUndefined();
});

test('an order that the exchange does not know is a failed query', async () => {
  const account = await newAccount();
  await expect(account.orderById('OAAAAA-BBBBB-CCCCCC', 'BTC/USD')).rejects.toMatchObject({
    name: 'ExchangeQueryError',
    reason: 'unavailable',
  });
});

test('what a key may do, and that it can not withdraw', async () => {
  const trader = await newAccount();
  expect(await trader.permissions()).toEqual({
    trade: true,
    withdraw: false,
    provenAtMs: expect.any(Number) as unknown,
  });
  const { key, secret } = await kraken.control.createAccount({ permissions: ['query-funds', 'withdraw-funds'] });
  const other = openAccount(exchange, credentialOf(key, secret));
  expect(await other.permissions()).toMatchObject({ trade: false, withdraw: true });
  expect(await other.sendOrder(planOf())).toMatchObject({ kind: 'rejected', code: 'PERMISSION_DENIED' });
  await expect(other.findOrder(randomUUID(), 'BTC/USD', 0)).rejects.toMatchObject({ reason: 'permission-denied' });
});

test('a revoked key: refused for orders, named for queries, and working again when restored', async () => {
  const account = await newAccount();
  await kraken.control.revokeKey(account.key);
  expect(await account.sendOrder(planOf())).toMatchObject({ kind: 'rejected', code: 'CREDENTIAL_REJECTED' });
  await expect(account.balances()).rejects.toMatchObject({ reason: 'credential-rejected' });
  await kraken.control.restoreKey(account.key);
  expect(await account.balances()).toHaveLength(2);
});

test('a key whose last nonce came from another process: accepted after raiseNonce', async () => {
  const { key, secret } = await kraken.control.createAccount({ balances: { USD: '1' } });
  const ahead = openAccount(exchange, credentialOf(key, secret));
  const behind = openAccount(exchange, credentialOf(key, secret));
  ahead.raiseNonce(String((Date.now() + 3_600_000) * 1000));
  await ahead.balances();
  expect(await behind.sendOrder(planOf())).toMatchObject({
    kind: 'rejected',
    code: 'INVALID_NONCE',
    retryAfterMs: expect.any(Number) as unknown,
  });
  behind.raiseNonce(ahead.lastNonce);
  expect(await behind.balances()).toHaveLength(1);
});
