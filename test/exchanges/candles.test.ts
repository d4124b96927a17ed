import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { intervalMs, type Candle } from '../../domain/candle.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { enveloped, startRawKraken } from './raw-kraken.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ speed: 0 });
});
afterAll(async () => {
  vi.useRealTimers();
  await simulator.close();
});

const wholeOf = ({ open, high, low, close }: Candle): boolean =>
  Number(low) <= Math.min(Number(open), Number(close)) && Number(high) >= Math.max(Number(open), Number(close));

test.each(['5m', '1h', '1d'] as const)(
  'the last 300 candles of %s, oldest first, in exact digits',
  async (interval) => {
    const data = openMarketData('kraken', { baseUrl: simulator.url });
    const candles = (await data.candles('BTC/USD', interval)) ?? [];
    expect(candles).toHaveLength(300);
    const [first] = candles;
    expect(candles.map(({ openedAtMs }) => openedAtMs)).toEqual(
      candles.map((_, index) => (first?.openedAtMs ?? 0) + index * intervalMs[interval]),
    );
    const formingMs = Math.floor(Date.now() / intervalMs[interval]) * intervalMs[interval];
    expect(candles.at(-1)?.openedAtMs).toBe(formingMs);
    expect(candles.every(wholeOf)).toBe(true);
    const amounts = candles.flatMap(({ open, high, low, close }) => [open, high, low, close]);
    expect(amounts.filter((amount) => !/^\d+(\.\d+)?$/.test(amount))).toEqual([]);
  },
);

test('no such market is no failure', async () => {
  const data = openMarketData('kraken', { baseUrl: simulator.url });
  expect(await data.candles('NOPE/USD', '1h')).toBeNull();
});

const rows = (...prices: readonly string[]): string => {
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600;
  const list = prices.map((price, index) => [hour - (prices.length - 1 - index) * 3_600, price, price, price, price]);
  return enveloped({ XXBTZUSD: list, last: hour });
};

test('small prices keep their digits and get no exponent', async () => {
  const kraken = await startRawKraken();
  kraken.answer('OHLC', rows('0.00000012', '123456789.123456789'));
  const candles = await openMarketData('kraken', { baseUrl: kraken.url }).candles('BTC/USD', '1h');
  expect(candles?.map(({ close }) => close)).toEqual(['0.00000012', '123456789.123456789']);
  await kraken.close();
});

test('ten dashboards cost one request, and a failed one is asked again', async () => {
  const kraken = await startRawKraken();
  const data = openMarketData('kraken', { baseUrl: kraken.url });
  kraken.answer('OHLC', enveloped(undefined, ['EService:Unavailable']));
  await expect(data.candles('BTC/USD', '1h')).rejects.toMatchObject({ reason: 'unavailable' });
  kraken.answer('OHLC', rows('1'));
  const all = await Promise.all(Array.from({ length: 10 }, () => data.candles('BTC/USD', '1h')));
  expect(all.map((candles) => candles?.length)).toEqual(Array.from({ length: 10 }, () => 1));
  expect(kraken.requestsTo('OHLC')).toHaveLength(2);
  await kraken.close();
});

test('a chart waits behind orders: with the address used up nothing is asked', async () => {
  const kraken = await startRawKraken();
  const options = { baseUrl: kraken.url, queryTimeoutMs: 50, ipBudget: { weight: 20, perMs: 60_000 } };
  const data = openMarketData('kraken', options);
  await data.marketRules('BTC/USD');
  // All that reads may take; entries and exits still have theirs.
  while ((await data.budget.take('read', 1, 0)) !== null);
  await expect(data.candles('BTC/USD', '1h')).rejects.toMatchObject({ reason: 'rate-limited' });
  expect(kraken.requestsTo('OHLC')).toHaveLength(0);
  expect(await data.budget.take('exit', 1, 0)).not.toBeNull();
  await kraken.close();
});

test('a candle that can not be read is a failed query, never a gap', async () => {
  const kraken = await startRawKraken();
  kraken.answer('OHLC', rows('1', 'about two'));
  await expect(openMarketData('kraken', { baseUrl: kraken.url }).candles('BTC/USD', '1h')).rejects.toMatchObject({
    name: 'ExchangeQueryError',
    reason: 'unavailable',
  });
  await kraken.close();
});
