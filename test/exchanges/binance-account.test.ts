import { randomUUID } from 'node:crypto';
import Big from 'big.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrderPlan } from '../../domain/order.ts';
import { openAccount } from '../../exchanges/account.ts';
import type { Credential } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { startBinanceDouble } from './doubles/binance.ts';
import type { BinanceDouble } from './doubles/binance.ts';
import { marketBySymbol } from './doubles/binance-markets.ts';

let double: BinanceDouble;
let credential: Credential;
let account: ExchangeAccount;
beforeEach(() => start());
afterEach(() => double.close());

async function start(options?: Parameters<typeof startBinanceDouble>[0]): Promise<void> {
  double = await startBinanceDouble(options);
  credential = await double.newAccount({ balances: { USDT: '1000000', BTC: '10', ETH: '10', BNB: '0.003' } });
  account = openAccount(openMarketData('binance', { baseUrl: double.url }), credential);
  await double.setPrice('BTC/USDT', '50000');
  await double.setPrice('ETH/USDT', '2500');
}

const planOf = (changes: Partial<OrderPlan> = {}): OrderPlan => ({
  clientOrderId: randomUUID(),
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'market',
  quantity: '0.04',
  limitPrice: null,
  sendBeforeMs: null,
  ...changes,
});

async function place(plan = planOf()): Promise<string> {
  const answer = await account.sendOrder(plan);
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
  return answer.exchangeOrderId;
}

const paramsOf = (endpoint: string): readonly Readonly<Record<string, string>>[] =>
  double.requests.filter((request) => request.endpoint === endpoint).map(({ params }) => Object.fromEntries(params));

test('what an order holds on the wire: our id, IOC, a window of 3 s from our clock', async () => {
  const limit = planOf({ type: 'limit-ioc', limitPrice: '50100.01', quantity: '0.00042' });
  const sentAtMs = Date.now();
  await place(limit);
  const [sent] = paramsOf('POST /api/v3/order');
  expect(sent).toEqual({
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    quantity: '0.00042',
    price: '50100.01',
    timeInForce: 'IOC',
    newClientOrderId: limit.clientOrderId,
    newOrderRespType: 'FULL',
    recvWindow: '3000',
    timestamp: expect.stringMatching(/^\d{13}$/) as unknown,
    signature: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
  });
  expect(Number(sent?.['timestamp']) - sentAtMs).toBeGreaterThanOrEqual(0);
  expect(Number(sent?.['timestamp']) - sentAtMs).toBeLessThan(1_000);
});

test('an order that comes 3.5 s late dies at the exchange, when a query still gets its answer', async () => {
  await double.close();
  await start({ aheadMs: 3_500 });
  const plan = planOf();
  expect(await account.sendOrder(plan)).toMatchObject({ kind: 'rejected', code: 'INVALID_NONCE' });
  expect(await double.book()).toEqual([]);
  expect(await account.findOrder(plan.clientOrderId, plan.symbol, Date.now())).toEqual({ kind: 'absent' });
});

const noSuchOrder = {
  on: 'look',
  kind: 'answer',
  status: 400,
  body: '{"code":-2013,"msg":"Order does not exist."}',
} as const;
const emptyList = { on: 'look', kind: 'answer', status: 200, body: '[]' } as const;

test('the exchange denies an order that filled, and its list lacks it: the fills find it, nothing is sent twice', async () => {
  const plan = planOf();
  const exchangeOrderId = await place(plan);
  const report = await account.orderById(exchangeOrderId, plan.symbol);
  for (const lie of [noSuchOrder, emptyList]) await double.addFault(lie);
  expect(await account.findOrder(plan.clientOrderId, plan.symbol, Date.now())).toEqual({
    kind: 'found',
    order: report,
  });
});

test('the exchange denies the order behind a fill as well: no absence', async () => {
  const plan = planOf();
  await place(plan);
  for (const lie of [noSuchOrder, emptyList, noSuchOrder]) await double.addFault(lie);
  const looked = account.findOrder(plan.clientOrderId, plan.symbol, Date.now());
  await expect(looked).rejects.toMatchObject({ name: 'ExchangeQueryError' });
});

test('an id that was taken twice, as the first order was done: both are told', async () => {
  const plan = planOf();
  const [first, second] = [await place(plan), await place(plan)];
  expect(first).not.toBe(second);
  const found = await account.findOrder(plan.clientOrderId, plan.symbol, Date.now());
  expect(found).toMatchObject({
    kind: 'found',
    order: { filledQuantity: '0.04' },
    alsoFound: [{ filledQuantity: '0.04' }],
  });
});

test('an order of several fills: each counts once, and its fee is their sum', async () => {
  double.engine.setFillsPerOrder(3);
  const plan = planOf();
  const report = await account.orderById(await place(plan), plan.symbol);
  expect(report).toMatchObject({ cost: '2000', feeAsset: 'BTC', feeAmount: '0.00004' });
  expect(report.tradeIds).toEqual(['BTCUSDT-28', 'BTCUSDT-29', 'BTCUSDT-30']);
});

test('a fee in BNB is told as BNB, and what was taken in coins as coins where BNB ran out', async () => {
  double.accountOf(credential).paysFeesInBnb = true;
  const inBnb = await account.orderById(await place(planOf({ quantity: '0.01' })), 'BTC/USDT');
  expect(inBnb).toMatchObject({ feeAsset: 'BNB', feeAmount: '0.001' });
  double.engine.setFillsPerOrder(2);
  const mixed = await account.orderById(await place(planOf({ quantity: '0.04' })), 'BTC/USDT');
  expect(mixed).toMatchObject({ feeAsset: 'BTC', feeAmount: '0.00002' });
  const trades = await account.tradesSince(['BTC/USDT'], Date.now());
  expect(trades.map(({ feeAsset }) => feeAsset)).toEqual(['BNB', 'BNB', 'BTC']);
});

test('two markets whose numbers are the same: every order and every trade is told', async () => {
  const ids = [await place(), await place(planOf({ symbol: 'ETH/USDT', quantity: '1' }))];
  expect(ids).toEqual(['BTCUSDT-28', 'ETHUSDT-28']);
  const symbols = ['BTC/USDT', 'ETH/USDT'];
  const orders = await account.ordersSince(symbols, Date.now());
  expect(orders.map(({ report, symbol }) => [report.exchangeOrderId, symbol])).toEqual([
    ['BTCUSDT-28', 'BTC/USDT'],
    ['ETHUSDT-28', 'ETH/USDT'],
  ]);
  expect((await account.tradesSince(symbols, Date.now())).map(({ tradeId }) => tradeId)).toEqual(ids);
});

test('more orders than two pages hold: all are told, and not one request more than it takes', async () => {
  for (let count = 0; count < 2_001; count += 1) {
    double.engine.place({
      account: double.accountOf(credential),
      market: marketBySymbol('BTC/USDT'),
      clientOrderId: `seed${count}`,
      side: count % 2 === 0 ? 'BUY' : 'SELL',
      type: 'MARKET',
      timeInForce: 'IOC',
      quantity: new Big('0.001'),
      price: null,
    });
  }
  const orders = await account.ordersSince(['BTC/USDT'], Date.now());
  expect(new Set(orders.map(({ report }) => report.clientOrderId)).size).toBe(2_001);
  expect(orders.every(({ report }) => report.filledQuantity === '0.001' && report.tradeIds.length === 1)).toBe(true);
  expect(paramsOf('GET /api/v3/allOrders').map(({ orderId }) => orderId)).toEqual([undefined, '1028', '2028']);
  expect(paramsOf('GET /api/v3/myTrades').map(({ fromId }) => fromId)).toEqual([undefined, '1028', '2028']);
  expect(await account.tradesSince(['BTC/USDT'], Date.now())).toHaveLength(2_001);
});

test('an open order from before the time asked for is told, with the fees of its fills', async () => {
  await double.holdOrders(true);
  const exchangeOrderId = await place();
  double.engine.fillResting('0.01');
  const later = Date.now() + 120_000;
  expect(await account.ordersSince(['BTC/USDT'], later)).toMatchObject([
    { report: { exchangeOrderId, status: 'open', filledQuantity: '0.01', feeAsset: 'BTC', feeAmount: '0.00001' } },
  ]);
  await double.fillResting();
  expect(await account.ordersSince(['BTC/USDT'], later)).toEqual([]);
});

test('the testnet can not say what a key may do: nothing is proven, and nothing fails', async () => {
  await double.close();
  await start({ isTestnet: true });
  expect(await account.permissions()).toMatchObject({ trade: null, withdraw: null });
});

test('a master trades BTC/USD: here that is BTC/USDT, and a USDT counts as a dollar', async () => {
  expect(await account.marketData.marketRules('BTC/USD')).toMatchObject({ symbol: 'BTC/USD', quote: 'USDT' });
  expect(await account.marketData.prices(['BTC/USD', 'USDT/USD'])).toEqual({ 'BTC/USD': '50000', 'USDT/USD': '1' });
  await place(planOf({ symbol: 'BTC/USD' }));
  expect((await double.book())[0]).toMatchObject({ symbol: 'BTC/USDT', filledQuantity: '0.04' });
});

test('a symbol that is not listed here does not hide what happened to the others', async () => {
  await place();
  const listed = await account.ordersSince(['NO/SUCH', 'BTC/USD', 'BTC/USDT'], 0);
  expect(listed).toHaveLength(1);
});
