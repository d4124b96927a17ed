import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { clientFor, type ClosedOrders, type OrderFields, type SignedClient } from './signed-client.ts';

let simulator: Simulator;
let client: SignedClient;

beforeAll(async () => {
  simulator = await startSimulator({ speed: 0 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await simulator.control.setPrice('XBTUSD', '50000');
  await simulator.control.setPairStatus('XBTUSD', 'online');
  await simulator.control.setLiquidity('XBTUSD', {
    volume: null,
    spreadTicks: 1,
    levels: 10,
    levelTicks: 1,
    refills: true,
  });
  client = await clientFor(simulator, { USD: '10000', BTC: '1' });
});

type Balances = Readonly<Record<string, { balance: string; hold_trade: string }>>;
const balances = async (): Promise<Balances> => (await client.call<Balances>('BalanceEx')).result;
const orderOf = async (txid: string, of = client): Promise<OrderFields | undefined> =>
  (await of.call<Record<string, OrderFields>>('QueryOrders', { txid })).result[txid];
const closedOrders = async (params: Readonly<Record<string, string>> = {}): Promise<ClosedOrders> =>
  (await client.call<ClosedOrders>('ClosedOrders', params)).result;

const buy = { type: 'buy', ordertype: 'market', volume: '0.01' };
const sell = { type: 'sell', ordertype: 'market', volume: '0.01' };
const limitBuy = { type: 'buy', ordertype: 'limit', volume: '0.01', price: '50000.1' };

test('a market buy pays the ask and the taker fee in quote', async () => {
  await client.order(buy);
  expect(await balances()).toEqual({
    ZUSD: { balance: '9497.9990', hold_trade: '0.0000' },
    XXBT: { balance: '1.0100000000', hold_trade: '0.0000000000' },
  });
});

test('a market sell gets the bid less the taker fee', async () => {
  await client.order(sell);
  expect((await balances())['ZUSD']?.balance).toBe('10498.0000');
  expect((await balances())['XXBT']?.balance).toBe('0.9900000000');
});

test('a large market order walks the book and pays each level', async () => {
  await simulator.control.setLiquidity('XBTUSD', { volume: '0.004', levelTicks: 10 });
  const order = await orderOf(await client.order(buy));
  expect(order).toMatchObject({ status: 'closed', vol_exec: '0.01000000', cost: '500.00900' });
  const [booked] = await simulator.control.book({ key: client.account.key });
  expect(booked?.trades.map(({ price, volume }) => [price, volume])).toEqual([
    ['50000.1', '0.004'],
    ['50001.1', '0.004'],
    ['50002.1', '0.002'],
  ]);
});

test('a market order beyond the whole book is filled in part and cancelled', async () => {
  await simulator.control.setLiquidity('XBTUSD', { volume: '0.002', levels: 2 });
  expect(await orderOf(await client.order(buy))).toMatchObject({ status: 'canceled', vol_exec: '0.00400000' });
});

test('liquidity that does not refill is gone for the next order', async () => {
  await simulator.control.setLiquidity('XBTUSD', { volume: '0.006', levels: 1, refills: false });
  expect(await orderOf(await client.order({ ...limitBuy, timeinforce: 'IOC' }))).toMatchObject({
    vol_exec: '0.00600000',
  });
  expect(await orderOf(await client.order({ ...limitBuy, timeinforce: 'IOC' }))).toMatchObject({
    status: 'canceled',
    vol_exec: '0.00000000',
  });
});

test('an IOC limit below the ask buys nothing and holds nothing', async () => {
  const order = await orderOf(await client.order({ ...limitBuy, price: '50000', timeinforce: 'IOC' }));
  expect(order).toMatchObject({ status: 'canceled', vol_exec: '0.00000000' });
  expect((await balances())['ZUSD']).toEqual({ balance: '10000.0000', hold_trade: '0.0000' });
});

test('a resting buy holds its money, fills at its own limit when the price comes, and pays the maker fee', async () => {
  const txid = await client.order({ ...limitBuy, price: '49000' });
  expect((await balances())['ZUSD']).toEqual({ balance: '10000.0000', hold_trade: '491.9600' });
  await simulator.control.setPrice('XBTUSD', '49000');
  expect(await orderOf(txid)).toMatchObject({ status: 'open' });
  await simulator.control.setPrice('XBTUSD', '48000');
  expect(await orderOf(txid)).toMatchObject({ status: 'closed', price: '49000.00000', fee: '1.22500' });
  expect((await balances())['ZUSD']).toEqual({ balance: '9508.7750', hold_trade: '0.0000' });
});

test('a limit order takes what stands and rests with the remainder', async () => {
  await simulator.control.setLiquidity('XBTUSD', { volume: '0.004', levels: 1, refills: false });
  const txid = await client.order(limitBuy);
  expect(await orderOf(txid)).toMatchObject({ status: 'open', vol_exec: '0.00400000' });
  expect((await balances())['ZUSD']?.hold_trade).toBe('301.2006');
  await simulator.control.setLiquidity('XBTUSD', { volume: null });
  expect(await orderOf(txid)).toMatchObject({ status: 'closed', vol_exec: '0.01000000' });
});

test('a resting order fills by itself when the recording reaches it', async () => {
  const alone = await startSimulator({ speed: 0 });
  const trader = await clientFor(alone, { USD: '10000' });
  const now = (await alone.control.pairs()).find((pair) => pair.pair === 'XXBTZUSD')!.price!;
  const price = (Number(now) * 0.999).toFixed(1);
  const txid = await trader.order({ ...limitBuy, price });
  expect((await orderOf(txid, trader))?.status).toBe('open');
  await alone.control.changeSettings({ speed: 2_000 });
  await vi.waitFor(async () => expect((await orderOf(txid, trader))?.status).toBe('closed'), {
    timeout: 15_000,
    interval: 50,
  });
  await alone.close();
});

test.each([
  ['EQuery:Unknown asset pair', { ...buy, pair: 'NOPE' }],
  ['EGeneral:Invalid arguments:type', { ...buy, type: 'hold' }],
  ['EGeneral:Invalid arguments:ordertype', { ...buy, ordertype: 'stop-loss' }],
  ['EGeneral:Invalid arguments:volume', { ...buy, volume: '1e-3' }],
  ['EGeneral:Invalid arguments:volume', { ...buy, volume: '-1' }],
  ['EGeneral:Invalid arguments:volume', { ...buy, volume: '0.010000001' }],
  ['EOrder:Invalid price', { ...limitBuy, price: '0' }],
  ['EOrder:Tick size check failed', { ...limitBuy, price: '50000.15' }],
  ['EOrder:Order minimum not met', { ...buy, volume: '0.00004' }],
  ['EOrder:Order minimum not met', { ...buy, volume: '2', oflags: 'viqc' }],
  ['EOrder:Cost minimum not met', { ...limitBuy, volume: '0.00005', price: '9999.9' }],
  ['EOrder:Insufficient funds', { ...buy, volume: '0.2' }],
  ['EOrder:Insufficient funds', { ...limitBuy, volume: '0.1995', price: '50000' }],
  ['EOrder:Insufficient funds', { ...sell, volume: '1.00000001' }],
  ['EOrder:Reduce only:No position exists', { ...sell, reduce_only: 'true' }],
  ['EOrder:Post only order', { ...limitBuy, oflags: 'post' }],
  ['EGeneral:Invalid arguments:cl_ord_id', { ...buy, cl_ord_id: 'longer than eighteen characters' }],
  ['EGeneral:Invalid arguments:timeinforce', { ...limitBuy, timeinforce: 'FOK' }],
  ['EGeneral:Invalid arguments:deadline', { ...buy, deadline: 'tomorrow' }],
  ['EService:Market in cancel_only mode', { ...buy, pair: 'SOLUSD', volume: '1' }],
])('%s is refused and leaves no trace: %j', async (error, params) => {
  expect(await client.order(params)).toBe(error);
  expect(await simulator.control.book({ key: client.account.key })).toEqual([]);
  expect((await balances())['ZUSD']).toEqual({ balance: '10000.0000', hold_trade: '0.0000' });
});

test.each([
  ['cancel_only', 'EService:Market in cancel_only mode'],
  ['post_only', 'EService:Market in post_only mode'],
] as const)('a market in %s takes no market order', async (status, error) => {
  await simulator.control.setPairStatus('XBTUSD', status);
  expect(await client.order(buy)).toBe(error);
});

test('money that an open order holds cannot be spent twice', async () => {
  await client.order({ ...limitBuy, volume: '0.2', price: '49000' });
  expect(await client.order(buy)).toBe('EOrder:Insufficient funds');
});

test('a client order id is refused while its order is open and taken again once it is done', async () => {
  const cl_ord_id = 'd15708c1-dbb6-465d-b77d-47258319cc90';
  const first = await client.order({ ...limitBuy, price: '40000', cl_ord_id });
  expect(await client.order({ ...buy, cl_ord_id })).toBe('EOrder:cl_ord_id already in use');
  await client.call('CancelOrder', { cl_ord_id });
  const second = await client.order({ ...buy, cl_ord_id });
  const third = await client.order({ ...buy, cl_ord_id });
  expect(new Set([first, second, third]).size).toBe(3);
  const { closed, count } = await closedOrders({ cl_ord_id });
  expect([Object.keys(closed).sort(), count]).toEqual([[first, second, third].sort(), 3]);
});

test('another account may use the same client order id and never sees the order', async () => {
  const other = await clientFor(simulator, { USD: '10000' });
  const txid = await client.order({ ...limitBuy, price: '40000', cl_ord_id: 'same' });
  await other.order({ ...limitBuy, price: '40000', cl_ord_id: 'same' });
  expect((await other.call('QueryOrders', { txid })).error).toEqual(['EOrder:Unknown order']);
  expect((await other.call('CancelOrder', { txid })).error).toEqual(['EOrder:Unknown order']);
});

test('a deadline that has passed kills the order, on arrival and after a wait in the queue', async () => {
  const deadline = (ms: number): string => new Date(Date.now() + ms).toISOString();
  expect(await client.order({ ...buy, deadline: deadline(-1) })).toBe('EService:Deadline elapsed');
  const { key } = client.account;
  await simulator.control.addFault({ kind: 'delay-before-accept', ms: 300, key, endpoint: 'AddOrder', count: 1 });
  expect(await client.order({ ...buy, deadline: deadline(100) })).toBe('EService:Deadline elapsed');
  expect(await client.order({ ...buy, deadline: deadline(5_000) })).toMatch(/^O/);
  expect(await client.order({ ...buy, deadline: deadline(61_000) })).toBe('EGeneral:Invalid arguments:deadline');
  expect(await simulator.control.book({ key })).toHaveLength(1);
});

test('finished orders come fifty at a time, newest first, within the asked time', async () => {
  const txids: string[] = [];
  for (let n = 0; n < 55; n++) txids.push(await client.order({ ...buy, volume: '0.0001' }));
  const first = await closedOrders();
  expect([Object.keys(first.closed), first.count]).toEqual([txids.slice(5).reverse(), 55]);
  const second = await closedOrders({ ofs: '50' });
  expect(Object.keys(second.closed)).toEqual(txids.slice(0, 5).reverse());
  const late = await closedOrders({ start: txids[52]! });
  expect(Object.keys(late.closed)).toEqual([txids[54], txids[53]]);
  expect((await client.call<{ count: number }>('TradesHistory', { start: txids[52]! })).result.count).toBe(2);
});

test('history can be made to lag behind, as a busy exchange does', async () => {
  await simulator.control.changeSettings({ visibilityLagMs: 60_000 });
  const txid = await client.order({ ...buy, cl_ord_id: 'lagging' });
  expect(await closedOrders({ cl_ord_id: 'lagging' })).toEqual({ closed: {}, count: 0 });
  expect(await orderOf(txid)).toMatchObject({ status: 'closed' });
  await simulator.control.changeSettings({ visibilityLagMs: 0 });
  expect((await closedOrders({ cl_ord_id: 'lagging' })).count).toBe(1);
});
