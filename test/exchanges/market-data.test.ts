import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openMarketData } from '../../exchanges/market-data.ts';
import { assetPairs, enveloped, startRawKraken } from './raw-kraken.ts';
import type { RawKraken } from './raw-kraken.ts';

const ticker = (price: string): object => ({ a: [], b: [], c: [price, '1'] });
let kraken: RawKraken;
beforeEach(async () => {
  kraken = await startRawKraken();
});
afterEach(async () => {
  vi.useRealTimers();
  await kraken.close();
});

test('rules as the exchange has them, in common names', async () => {
  const data = openMarketData('kraken', { baseUrl: `${kraken.url}///` });
  expect(await data.marketRules('BTC/USD')).toEqual({
    symbol: 'BTC/USD',
    base: 'BTC',
    quote: 'USD',
    active: true,
    quantityStep: '0.00000001',
    priceTick: '0.1',
    minimumQuantity: '0.00005',
    minimumCost: '0.5',
    takerFeeRate: '0.004',
  });
  // The tick counts, not the number of decimals; a market without fees costs the first tier.
  expect(await data.marketRules('SOL/USD')).toMatchObject({ priceTick: '0.05', quantityStep: '0.001' });
  expect(await data.marketRules('ETH/USD')).toMatchObject({ active: false, takerFeeRate: '0.004' });
  expect(await data.marketRules('NOPE/USD')).toBeNull();
});

test('however many ask at once, the markets are downloaded once', async () => {
  const data = openMarketData('kraken', { baseUrl: kraken.url });
  await Promise.all(Array.from({ length: 50 }, () => data.marketRules('BTC/USD')));
  expect(kraken.requestsTo('AssetPairs')).toHaveLength(1);
  expect(kraken.requestsTo('Assets')).toHaveLength(1);
});

test.each(['{}', '', '<html>', enveloped({}), enveloped({}, ['EService:Unavailable'])])(
  'a failed download (%s) is no empty exchange, and is tried again',
  async (body) => {
    const data = openMarketData('kraken', { baseUrl: kraken.url });
    kraken.answer('AssetPairs', body);
    await expect(data.marketRules('BTC/USD')).rejects.toMatchObject({
      name: 'ExchangeQueryError',
      reason: 'unavailable',
    });
    kraken.answer('AssetPairs', enveloped(assetPairs));
    expect(await data.marketRules('BTC/USD')).not.toBeNull();
  },
);

test('a day-old list is renewed once, and serves while that lasts or fails', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const data = openMarketData('kraken', { baseUrl: kraken.url });
  await data.marketRules('BTC/USD');
  vi.setSystemTime(Date.now() + 23 * 3_600_000);
  await data.marketRules('BTC/USD');
  expect(kraken.requestsTo('AssetPairs')).toHaveLength(1);
  vi.setSystemTime(Date.now() + 2 * 3_600_000);
  kraken.answer('AssetPairs', '{}');
  expect(await data.marketRules('BTC/USD')).not.toBeNull();
  await vi.waitFor(() => {
    expect(kraken.requestsTo('AssetPairs')).toHaveLength(2);
  });
  expect(await data.marketRules('BTC/USD')).not.toBeNull();
  vi.setSystemTime(Date.now() + 61_000);
  kraken.answer('AssetPairs', enveloped({ SOLUSD: assetPairs.SOLUSD }));
  await vi.waitFor(async () => {
    expect(await data.marketRules('BTC/USD')).toBeNull();
  });
  expect(kraken.requestsTo('AssetPairs')).toHaveLength(3);
});

test('two markets under one symbol: neither is traded', async () => {
  kraken.answer('AssetPairs', enveloped({ ...assetPairs, 'XBTUSD.d': { ...assetPairs.XXBTZUSD } }));
  const data = openMarketData('kraken', { baseUrl: kraken.url });
  expect(await data.marketRules('BTC/USD')).toBeNull();
  expect(await data.marketRules('SOL/USD')).not.toBeNull();
});

test('prices: one request for all who ask within a second', async () => {
  kraken.answer('Ticker', ({ params }, response) => {
    const ids = (params.get('pair') ?? '').split(',');
    setTimeout(() => {
      response.end(enveloped(Object.fromEntries(ids.map((id) => [id, ticker('50000.10000')]))));
    }, 30);
  });
  const data = openMarketData('kraken', { baseUrl: kraken.url });
  const all = await Promise.all(Array.from({ length: 100 }, () => data.prices(['BTC/USD', 'NOPE/USD'])));
  expect(all).toEqual(all.map(() => ({ 'BTC/USD': '50000.1' })));
  expect(kraken.requestsTo('Ticker')).toHaveLength(1);

  await Promise.all([data.prices(['SOL/USD']), data.prices(['ETH/USD']), data.prices(['SOL/USD', 'BTC/USD'])]);
  expect(kraken.requestsTo('Ticker').map(({ params }) => params.get('pair'))).toEqual([
    'XXBTZUSD',
    'SOLUSD',
    'XETHZUSD',
  ]);
  const lastAtMs = Date.now();
  await vi.waitFor(() => {
    expect(Date.now() - lastAtMs).toBeGreaterThan(1_000);
  }, 2_000);
  await data.prices(['BTC/USD']);
  expect(kraken.requestsTo('Ticker')).toHaveLength(4);
});

test('a market closed since yesterday costs the others nothing', async () => {
  kraken.answer('Ticker', ({ params }, response) => {
    const ids = (params.get('pair') ?? '').split(',');
    if (ids.includes('XETHZUSD')) response.end(enveloped(undefined, ['EQuery:Unknown asset pair']));
    else response.end(enveloped(Object.fromEntries(ids.map((id) => [id, ticker('7')]))));
  });
  const data = openMarketData('kraken', { baseUrl: kraken.url });
  expect(await data.prices(['BTC/USD', 'ETH/USD', 'SOL/USD'])).toEqual({ 'BTC/USD': '7', 'SOL/USD': '7' });
});

test.each(['{}', '<html>', enveloped({ XXBTZUSD: {} }), enveloped({}, ['EService:Busy'])])(
  'prices that can not be read (%s) are a failure, and the next request works',
  async (body) => {
    kraken.answer('Ticker', body);
    const data = openMarketData('kraken', { baseUrl: kraken.url });
    await expect(data.prices(['BTC/USD'])).rejects.toMatchObject({ name: 'ExchangeQueryError' });
    kraken.answer('Ticker', enveloped({ XXBTZUSD: ticker('1') }));
    expect(await data.prices(['BTC/USD'])).toEqual({ 'BTC/USD': '1' });
  },
);
