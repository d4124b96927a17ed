import { expect, test } from 'vitest';
import { profitCandles } from '../../web/account/profit-candles.ts';
import { profitSeries } from '../../web/account/profit-series.ts';

const trade = (atMs: number, realizedProfit: string | null) => ({
  ...{ accountId: 'one', exchange: 'kraken', symbol: 'BTC/USD', quantity: '1', averagePrice: '1', cost: '1' },
  ...{ quote: 'USD', feeAsset: null, feeAmount: '0', source: 'copied', intentId: 'i', exchangeOrderId: 'e' },
  ...{ slippageBps: null, delayMs: null, side: realizedProfit === null ? 'buy' : 'sell', atMs, realizedProfit },
});
const series = (...trades: readonly ReturnType<typeof trade>[]) =>
  profitSeries(trades as unknown as Parameters<typeof profitSeries>[0]);

test('profit adds up exactly, and trades of one second share a point', () => {
  const points = series(trade(1_000, null), trade(2_000, '0.1'), trade(2_900, '0.2'), trade(5_000, '-1'));
  expect(points.map(({ atSeconds, profit, trades }) => [atSeconds, profit, trades.length])).toEqual([
    [1, '0', 1],
    [2, '0.3', 2],
    [5, '-0.7', 1],
  ]);
});

test('a candle begins where the one before it ended', () => {
  const hour = 3_600_000;
  const candles = profitCandles(series(trade(0, '5'), trade(1_000, '-8'), trade(hour, '1')));
  expect(candles.map(({ open, high, low, close }) => [open, high, low, close])).toEqual([
    [0, 5, -3, -3],
    [-3, -2, -3, -2],
  ]);
});
