import { expect, test } from 'vitest';
import { marksOn, profitOver, symbolsOf } from '../../web/account/price-marks.ts';

const hour = 3_600_000;
const candles = [1, 2, 3].map((hours) => ({
  ...{ openedAtMs: hours * hour, open: '1', high: '2', low: '0.5', close: '1' },
}));
const trade = (atMs: number, realizedProfit: string | null, quantity = '1', cost = '1') => ({
  ...{ accountId: 'one', exchange: 'kraken', symbol: 'BTC/USD', quantity, averagePrice: '1', cost },
  ...{ quote: 'USD', feeAsset: null, feeAmount: '0', source: 'copied', intentId: 'i', exchangeOrderId: 'e' },
  ...{ slippageBps: null, delayMs: null, side: realizedProfit === null ? 'buy' : 'sell', atMs, realizedProfit },
});
type Executions = Parameters<typeof marksOn>[1];
const executions = (...trades: readonly ReturnType<typeof trade>[]): Executions => trades as unknown as Executions;

test('a mark is on the candle that was under way, at the price paid', () => {
  const marks = marksOn(candles, executions(trade(hour + 1, null, '2', '7'), trade(3 * hour, '1', '1', '4')));
  expect(marks.map(({ openedAtMs, side, price }) => [openedAtMs / hour, side, price])).toEqual([
    [1, 'buy', 3.5],
    [3, 'sell', 4],
  ]);
});

test('several of one side share a mark at their average, by quantity', () => {
  const bought = [trade(hour, null, '1', '10'), trade(hour + 1, null, '3', '60')];
  const [mark, ...more] = marksOn(candles, executions(...bought));
  expect([mark?.price, mark?.trades.length, more.length]).toEqual([17.5, 2, 0]);
});

test('a trade since the last reading is on the last candle, one before the first nowhere', () => {
  const marks = marksOn(candles, executions(trade(hour - 1, null), trade(9 * hour, null)));
  expect(marks.map(({ openedAtMs }) => openedAtMs / hour)).toEqual([3]);
});

test('profit adds up exactly, candle by candle, from nothing before the first', () => {
  const sales = executions(
    ...[trade(hour - 1, '100'), trade(hour, '0.1'), trade(hour + 1, null), trade(2 * hour - 1, '0.2')],
    trade(9 * hour, '-1'),
  );
  expect(profitOver(candles, sales).map(({ profit }) => profit)).toEqual(['0.3', '0.3', '-0.7']);
  expect(profitOver([], sales)).toEqual([]);
});

test('the market last traded comes first, each once', () => {
  const known = {
    executions: executions(trade(1, null), { ...trade(2, null), symbol: 'ETH/USD' }),
    positions: [{ symbol: 'SOL/USD' }, { symbol: 'BTC/USD' }],
    decisions: [{ symbol: 'ADA/USD' }, { symbol: 'ETH/USD' }],
  };
  expect(symbolsOf(known)).toEqual(['ETH/USD', 'BTC/USD', 'SOL/USD', 'ADA/USD']);
  expect(symbolsOf({ executions: [], positions: [], decisions: [] })).toEqual([]);
});
