import { expect, test } from 'vitest';
import { findPair } from '../../simulator/market/pairs.ts';
import { createMarket, type Market } from '../../simulator/market/market.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { publicCall } from './signed-client.ts';

const bitcoin = findPair('BTC/USD')!;
const hourMs = 3_600_000;

function played(seed: number, speed = 1): Market {
  const market = createMarket(seed);
  market.apply({ kind: 'play-set', atMs: 0, positionMs: 0, speed });
  return market;
}
const pricesOf = (market: Market): (string | null)[] =>
  Array.from({ length: 500 }, (_, n) => market.last(bitcoin, n * 613_000));

test('the same seed plays the same prices, another seed others', () => {
  expect(pricesOf(played(1))).toEqual(pricesOf(played(1)));
  expect(pricesOf(played(1))).not.toEqual(pricesOf(played(2)));
  expect(played(1, 60).last(bitcoin, 1_000)).toBe(played(1).last(bitcoin, 60_000));
});

test('prices pass through the recorded candles: open, high, low and close of the first hour of 2021', () => {
  const market = played(3);
  const seen = Array.from({ length: 36_001 }, (_, n) => Number(market.last(bitcoin, (n * hourMs) / 36_000)));
  expect(seen[0]).toBe(28959.4);
  expect(Math.max(...seen.slice(0, -1))).toBe(29069.3);
  expect(Math.min(...seen.slice(0, -1))).toBe(28739.6);
});

test('the recording turns round at its end without a jump', () => {
  const market = played(1);
  const yearMs = 8_760 * hourMs;
  for (let atMs = yearMs - 24 * hourMs; atMs < yearMs + 24 * hourMs; atMs += 10_000) {
    const [now, soon] = [Number(market.last(bitcoin, atMs)), Number(market.last(bitcoin, atMs + 10_000))];
    expect(Math.abs(soon - now) / now).toBeLessThan(0.02);
  }
});

test('a pinned price stays until it is released, and a pair without a price has no ticker', async () => {
  const simulator = await startSimulator();
  type Tickers = Record<string, { b: string[]; a: string[] }>;
  const ticker = async (pair: string): Promise<Tickers> =>
    (await publicCall<Tickers>(simulator.url, `Ticker?pair=${pair}`)).result;
  expect(await ticker('SOLUSD')).toEqual({});
  await simulator.control.setPrice('SOL/USD', '150.25');
  await simulator.control.setLiquidity('SOLUSD', { spreadTicks: 5 });
  expect(await ticker('SOLUSD')).toMatchObject({
    SOLUSD: { b: ['150.25000', '1', '1.000'], a: ['150.30000', '1', '1.000'] },
  });
  await simulator.control.releasePrice('SOL/USD');
  expect(await ticker('SOLUSD')).toEqual({});
  expect(Object.keys(await ticker('BTC/USD,XETHZUSD'))).toEqual(['BTC/USD', 'XETHZUSD']);
  await simulator.close();
});
