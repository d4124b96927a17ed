import { randomUUID } from 'node:crypto';
import { kraken } from 'ccxt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';

let simulator: Simulator;
let exchange: kraken;

beforeAll(async () => {
  simulator = await startSimulator();
  const { key, secret } = await simulator.control.createAccount({ balances: { USD: '10000', BTC: '0.5', ETH: '2' } });
  await simulator.control.setPrice('BTC/USD', '50000');
  const api = { public: simulator.url, private: simulator.url };
  exchange = new kraken({ apiKey: key, secret, urls: { api }, enableRateLimit: false });
  let nonce = Date.now() * 1_000;
  exchange.nonce = () => ++nonce;
  await exchange.loadMarkets();
});
afterAll(() => simulator.close());

test('ccxt reads the market rules, prices and books', async () => {
  expect(exchange.market('BTC/USD')).toMatchObject({
    id: 'XXBTZUSD',
    active: true,
    taker: 0.004,
    precision: { amount: 1e-8, price: 0.1 },
    limits: { amount: { min: 0.00005 }, cost: { min: 0.5 } },
  });
  expect(await exchange.fetchTicker('BTC/USD')).toMatchObject({ bid: 50000, ask: 50000.1, last: 50000 });
  expect(Object.keys(await exchange.fetchTickers(['BTC/USD', 'ETH/USD', 'SOL/USD'])).sort()).toEqual([
    'BTC/USD',
    'ETH/USD',
  ]);
  const candles = await exchange.fetchOHLCV('ETH/USD', '1h');
  expect(candles).toHaveLength(720);
  expect(candles.every(([, open, high, low]) => high! >= open! && open! >= low! && low! > 0)).toBe(true);
  expect((await exchange.fetchOrderBook('BTC/USD')).asks[0]?.[0]).toBe(50000.1);
  expect((await exchange.fetchTrades('ETH/USD', undefined, 10)).length).toBeGreaterThan(0);
  expect(Math.abs((await exchange.fetchTime())! - Date.now())).toBeLessThan(2_000);
  expect((await exchange.fetchStatus()).status).toBe('ok');
});

test('a market order is found by its client order id among the finished ones, and not among the open', async () => {
  const clientOrderId = randomUUID();
  const { id } = await exchange.createOrder('BTC/USD', 'market', 'buy', 0.01, undefined, { clientOrderId });
  const order = { id, clientOrderId, status: 'closed', filled: 0.01, average: 50000.1, cost: 500.001 };
  expect(await exchange.fetchOrder(id!)).toMatchObject(order);
  expect(await exchange.fetchClosedOrders('BTC/USD', undefined, 10, { clientOrderId })).toMatchObject([order]);
  expect(await exchange.fetchOpenOrders('BTC/USD', undefined, 10, { clientOrderId })).toEqual([]);
  const [trade] = await exchange.fetchMyTrades('BTC/USD');
  expect(trade).toMatchObject({
    order: id,
    side: 'buy',
    amount: 0.01,
    price: 50000.1,
    fee: { cost: 2, currency: 'USD' },
  });
  expect((await exchange.fetchBalance()).total).toMatchObject({ BTC: 0.51, USD: 9497.999 });
});

test('an IOC limit takes what stands there and cancels the rest', async () => {
  await simulator.control.setLiquidity('BTC/USD', { volume: '0.004', levels: 1 });
  const clientOrderId = randomUUID();
  const params = { clientOrderId, timeInForce: 'IOC' };
  const { id } = await exchange.createOrder('BTC/USD', 'limit', 'buy', 0.01, 50100, params);
  expect(await exchange.fetchOrder(id!)).toMatchObject({
    status: 'canceled',
    filled: 0.004,
    amount: 0.01,
    clientOrderId,
  });
  await simulator.control.setLiquidity('BTC/USD', { volume: null });
});

test('a resting order shows its hold, is found while open, and can be cancelled', async () => {
  const clientOrderId = randomUUID();
  const { id } = await exchange.createOrder('BTC/USD', 'limit', 'buy', 0.1, 40000, { clientOrderId });
  expect(await exchange.fetchOpenOrders('BTC/USD', undefined, 10, { clientOrderId })).toMatchObject([
    { id, clientOrderId, status: 'open', filled: 0, price: 40000 },
  ]);
  expect((await exchange.fetchBalance()).used).toMatchObject({ USD: 4016 });
  await exchange.cancelOrder(id!);
  expect(await exchange.fetchOrder(id!)).toMatchObject({ status: 'canceled', filled: 0 });
  expect((await exchange.fetchBalance()).used).toMatchObject({ USD: 0 });
  await expect(exchange.cancelOrder(id!)).rejects.toThrow('EOrder:Unknown order');
});

test('a buy for an amount of dollars spends that amount', async () => {
  const { id } = await exchange.createMarketBuyOrderWithCost('BTC/USD', 25);
  expect((await exchange.fetchOrder(id!)).info).toMatchObject({
    vol: '25.00000000',
    vol_exec: '0.00049999',
    status: 'closed',
  });
});

test('ccxt reads equity and what the key may do', async () => {
  const { result } = (await exchange.privatePostTradeBalance({ asset: 'ZUSD' })) as { result: { eb: string } };
  expect(Number(result.eb)).toBeGreaterThan(30_000);
  const info = (await exchange.privatePostGetApiKeyInfo()) as { result: { permissions: string[] } };
  expect(info.result.permissions).toContain('modify-trades');
  expect(info.result.permissions).not.toContain('withdraw-funds');
});
