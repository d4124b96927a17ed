import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { clientFor, publicCall, type Answer, type SignedClient } from './signed-client.ts';

interface Recording {
  readonly case: string;
  readonly source: string;
  readonly body: Answer;
}
const fixture = new URL('../fixtures/kraken/responses.json', import.meta.url);
const { endpoints } = JSON.parse(readFileSync(fixture, 'utf8')) as { endpoints: Record<string, Recording[]> };

let simulator: Simulator;
let client: SignedClient;
let filledId: string;
let cancelledId: string;

beforeAll(async () => {
  simulator = await startSimulator();
  client = await clientFor(simulator, { USD: '100000', BTC: '1' });
  filledId = await client.order({ type: 'buy', ordertype: 'market', volume: '0.1' });
  cancelledId = await client.order({ type: 'buy', ordertype: 'limit', volume: '0.1', price: '10000' });
  await client.call('CancelOrder', { txid: cancelledId });
  await client.order({ type: 'buy', ordertype: 'limit', volume: '0.1', price: '10001' });
});
afterAll(() => simulator.close());

/** Ids, assets and pairs: keys that are data. */
const isData = (key: string): boolean => /^[A-Z][A-Z0-9]+([-./][A-Z0-9]+)*$/.test(key);

/** Every path of a document with the types seen there; rows of tables by column. */
function shapeOf(value: unknown, path = '', shape = new Map<string, Set<string>>()): Map<string, Set<string>> {
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  shape.set(path, (shape.get(path) ?? new Set<string>()).add(type));
  if (Array.isArray(value)) {
    const isRow = path.endsWith('[]');
    value.forEach((item, index) => shapeOf(item, isRow ? `${path}${String(index)}` : `${path}[]`, shape));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) shapeOf(item, `${path}/${isData(key) ? '*' : key}`, shape);
  }
  return shape;
}

interface Check {
  readonly endpoint: string;
  /** Which recording, by the start of its case. */
  readonly recording: string;
  readonly ask: () => Promise<Answer>;
  /** Paths that the recording has and a plain spot order has not. */
  readonly without?: readonly string[];
  /** Paths that came to Kraken after the recording was made. */
  readonly newer?: readonly string[];
  /** Paths where recordings of the same endpoint differ in type. */
  readonly retyped?: readonly string[];
}

const descrExtras = ['/result/*/trigger', '/result/closed/*/trigger', '/result/open/*/trigger'];
const checks: readonly Check[] = [
  { endpoint: 'SystemStatus', recording: 'GetSystemStatus', ask: () => publicCall(simulator.url, 'SystemStatus') },
  { endpoint: 'Assets', recording: 'GetAssets', ask: () => publicCall(simulator.url, 'Assets') },
  {
    endpoint: 'AssetPairs',
    recording: 'GetSymbols',
    ask: () => publicCall(simulator.url, 'AssetPairs'),
    newer: ['/result/*/execution_venue'],
  },
  { endpoint: 'Ticker', recording: 'GetTicker', ask: () => publicCall(simulator.url, 'Ticker?pair=XBTUSD') },
  { endpoint: 'OHLC', recording: 'GetKlines', ask: () => publicCall(simulator.url, 'OHLC?pair=XBTUSD') },
  { endpoint: 'Depth', recording: 'GetOrderBook', ask: () => publicCall(simulator.url, 'Depth?pair=XBTUSD') },
  { endpoint: 'Trades', recording: 'GetTradeHistory', ask: () => publicCall(simulator.url, 'Trades?pair=XBTUSD') },
  { endpoint: 'Balance', recording: 'GetBalances', ask: () => client.call('Balance') },
  {
    endpoint: 'BalanceEx',
    recording: 'GetAvailableBalances',
    ask: () => client.call('BalanceEx'),
    retyped: ['/result/*/balance', '/result/*/hold_trade'],
  },
  {
    endpoint: 'TradeBalance',
    recording: 'GetTradeBalance',
    ask: () => client.call('TradeBalance'),
    without: ['/result/ml'],
    newer: ['/result/uv'],
  },
  {
    endpoint: 'AddOrder',
    recording: 'market buy',
    ask: () => client.call('AddOrder', { pair: 'XBTUSD', type: 'buy', ordertype: 'market', volume: '0.1' }),
  },
  {
    endpoint: 'AddOrder',
    recording: 'validate=true',
    ask: () =>
      client.call('AddOrder', { pair: 'XBTUSD', type: 'buy', ordertype: 'market', volume: '0.1', validate: 'true' }),
  },
  {
    endpoint: 'QueryOrders',
    recording: 'GetOrders',
    ask: () => client.call('QueryOrders', { txid: filledId, trades: 'true' }),
    without: descrExtras,
    retyped: ['/result/*/refid'],
  },
  {
    endpoint: 'ClosedOrders',
    recording: 'canceled with reason',
    ask: () => client.call('ClosedOrders', { start: filledId }),
    retyped: ['/result/closed/*/reason'],
  },
  {
    endpoint: 'OpenOrders',
    recording: 'GetOpenOrders',
    ask: () => client.call('OpenOrders'),
    without: ['/result/open/*/trades', '/result/open/*/trades[]'],
    retyped: ['/result/open/*/refid'],
  },
  {
    endpoint: 'TradesHistory',
    recording: 'GetUserTrades',
    ask: () => client.call('TradesHistory'),
    newer: ['/result/count'],
  },
  {
    endpoint: 'QueryTrades',
    recording: 'GetUserTradeDetails',
    ask: async () => {
      const query = { txid: filledId, trades: 'true' };
      const order = await client.call<Record<string, { trades: string[] }>>('QueryOrders', query);
      return client.call('QueryTrades', { txid: order.result[filledId]!.trades[0]! });
    },
  },
  {
    endpoint: 'GetApiKeyInfo',
    recording: 'GetApiKeyInfo',
    ask: () => client.call('GetApiKeyInfo'),
    without: ['/result/ip_allowlist[]'],
  },
  {
    endpoint: 'CancelOrder',
    recording: 'CancelOrder',
    ask: async () => {
      const txid = await client.order({ type: 'buy', ordertype: 'limit', volume: '0.1', price: '10002' });
      return client.call('CancelOrder', { txid });
    },
  },
  { endpoint: 'CancelAll', recording: 'CancelAllOrders', ask: () => client.call('CancelAll') },
];

test.each(checks)('$endpoint answers in the shape Kraken was recorded with ($recording)', async (check) => {
  const recorded = endpoints[check.endpoint]?.find((one) => one.case.startsWith(check.recording));
  expect(recorded, 'a recording of that case').toBeDefined();
  const theirs = shapeOf(recorded!.body);
  const ours = shapeOf(await check.ask());
  const missing = [...theirs.keys()].filter((path) => !ours.has(path) && !(check.without ?? []).includes(path));
  const added = [...ours.keys()].filter((path) => !theirs.has(path) && !(check.newer ?? []).includes(path));
  const retyped = [...ours].filter(
    ([path, types]) =>
      theirs.has(path) &&
      !(check.retyped ?? []).includes(path) &&
      [...types].some((type) => !theirs.get(path)!.has(type)),
  );
  expect({ missing, added, retyped }).toEqual({ missing: [], added: [], retyped: [] });
});

test('a refusal is a 200 with one text of Kraken', async () => {
  const response = await fetch(`${simulator.url}/0/public/Ticker?pair=NOPE`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ error: ['EQuery:Unknown asset pair'] });
  expect(await publicCall(simulator.url, 'Nothing')).toEqual({ error: ['EGeneral:Unknown method'] });
});
