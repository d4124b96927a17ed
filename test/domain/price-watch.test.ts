import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLess, plus } from '../../domain/decimal.ts';
import { emptyPosition, type Position } from '../../domain/position.ts';
import {
  newsOf,
  reachedBy,
  symbolsOf,
  type LossWatch,
  type PriceWatch,
  type StopWatch,
} from '../../domain/price-watch.ts';

const stop = (changes: Partial<StopWatch>): StopWatch => ({
  symbol: 'BTC/USD',
  below: null,
  above: null,
  trailing: null,
  ...changes,
});
const watch = (changes: Partial<PriceWatch>): PriceWatch => ({ stops: [], loss: null, isBlind: false, ...changes });
const position = (symbol: string, changes: Partial<Position>): Position => ({ ...emptyPosition(symbol), ...changes });
const positions = (...all: Position[]): Readonly<Record<string, Position>> =>
  Object.fromEntries(all.map((one) => [one.symbol, one]));

describe('a stop', () => {
  test.each([
    ['stop-loss above its price', { below: '50000' }, '50000.1', null],
    ['stop-loss at its price', { below: '50000' }, '50000', 'stop-loss'],
    ['stop-loss below its price', { below: '50000' }, '1', 'stop-loss'],
    ['take-profit below its price', { above: '70000' }, '69999.9', null],
    ['take-profit at its price', { above: '70000' }, '70000.0', 'take-profit'],
    ['trailing stop above its price', { trailing: { percent: '5', high: '60000' } }, '57000.01', null],
    ['trailing stop at its price', { trailing: { percent: '5', high: '60000' } }, '57000', 'trailing-stop'],
    ['a percent that is no whole number', { trailing: { percent: '0.3', high: '60000' } }, '59820', 'trailing-stop'],
    [
      'two stops at once: the stop-loss',
      { below: '58000', trailing: { percent: '5', high: '60000' } },
      '1',
      'stop-loss',
    ],
    ['no price', { below: '50000', above: '1', trailing: { percent: '5', high: '9' } }, undefined, null],
  ] as const)('%s', (_name, changes, price, reached) => {
    expect(reachedBy(stop(changes), price)).toBe(reached);
    const prices = price === undefined ? {} : { 'BTC/USD': price };
    expect(newsOf(watch({ stops: [stop(changes)] }), prices)).toBe(reached === null ? null : 'reached');
  });

  test('a stop reached is told though another symbol has no price: missing news of one must not hold the other', () => {
    const stops = [stop({ symbol: 'ETH/USD', below: '3000' }), stop({ below: '50000' })];
    expect(newsOf(watch({ stops }), { 'BTC/USD': '49000' })).toBe('reached');
  });
});

describe('a new high of a trailing stop: told in steps of a tenth of its distance', () => {
  test.each([
    ['60299.99', null],
    ['60300', 'high'],
    ['70000', 'high'],
  ])('at %s', (price, news) => {
    const stops = [stop({ trailing: { percent: '5', high: '60000' } })];
    expect(newsOf(watch({ stops }), { 'BTC/USD': price })).toBe(news);
  });

  test('it does not hide a stop that is reached', () => {
    const stops = [
      stop({ trailing: { percent: '5', high: '60000' } }),
      stop({ symbol: 'ETH/USD', below: '3000', above: null }),
    ];
    expect(newsOf(watch({ stops, isBlind: true }), { 'BTC/USD': '70000', 'ETH/USD': '2999' })).toBe('reached');
    expect(newsOf(watch({ stops, isBlind: true }), { 'BTC/USD': '70000', 'ETH/USD': '3001' })).toBe('high');
  });
});

describe('the loss limit', () => {
  /** Bought 0.1 BTC for 6,000; 50 earned before. */
  const owned = position('BTC/USD', { ownedQuantity: '0.1', costBasis: '6000', realizedProfit: '50' });
  const loss = (floorUsd: string, ...all: Position[]): LossWatch => ({ positions: positions(...all), floorUsd });

  test.each([
    ['above the floor', '-100', '58500.1', null],
    ['at the floor', '-100', '58500', 'reached'],
    ['a gain, also above a floor that was earned before', '20', '61000', null],
    ['what was earned is lost again', '20', '59700', 'reached'],
  ])('%s', (_name, floorUsd, price, news) => {
    expect(newsOf(watch({ loss: loss(floorUsd, owned) }), { 'BTC/USD': price })).toBe(news);
  });

  test('unknown while a price is missing: half a sum is no loss', () => {
    const other = position('ETH/USD', { ownedQuantity: '1', costBasis: '3000' });
    const both = watch({ loss: loss('-100', owned, other) });
    expect(newsOf(both, { 'BTC/USD': '50000' })).toBeNull();
    expect(newsOf(both, { 'BTC/USD': '50000', 'ETH/USD': '3000' })).toBe('reached');
  });

  test('counts in USD whatever the quote, what was sold too', () => {
    const inEuro = position('ETH/EUR', { realizedProfit: '-100' });
    const limit = watch({ loss: loss('-110', inEuro) });
    expect(symbolsOf(limit)).toEqual(['EUR/USD']);
    expect(newsOf(limit, {})).toBeNull();
    expect(newsOf(limit, { 'EUR/USD': '1.09' })).toBeNull();
    expect(newsOf(limit, { 'EUR/USD': '1.1' })).toBe('reached');
  });
});

test('the symbols of a watch: stops, what is owned, and quotes, each once', () => {
  const loss = {
    floorUsd: '-1',
    positions: positions(
      position('BTC/USD', { ownedQuantity: '1' }),
      position('SOL/USD', { realizedProfit: '5' }),
      position('ETH/USDT', { ownedQuantity: '1' }),
      position('BTC/USDT', { ownedQuantity: '1' }),
    ),
  };
  const stops = [stop({ below: '1' }), stop({ symbol: 'DOT/EUR', below: '1' })];
  expect(symbolsOf(watch({ stops, loss }))).toEqual(['BTC/USD', 'DOT/EUR', 'ETH/USDT', 'BTC/USDT', 'USDT/USD']);
  expect(symbolsOf(watch({}))).toEqual([]);
});

test('blind: prices are news once every symbol has one, and not before', () => {
  const stops = [stop({ below: '1' }), stop({ symbol: 'ETH/USD', below: '1' })];
  const blind = watch({ stops, isBlind: true });
  expect(newsOf(blind, { 'BTC/USD': '60000' })).toBeNull();
  expect(newsOf(blind, { 'BTC/USD': '60000', 'ETH/USD': '3000' })).toBe('priced');
  expect(newsOf({ ...blind, isBlind: false }, { 'BTC/USD': '60000', 'ETH/USD': '3000' })).toBeNull();
});

describe('for any watch and price', () => {
  const price = fc.integer({ min: 1, max: 20_000_000 }).map((cents) => String(cents / 100));
  const rise = fc.integer({ min: 0, max: 20_000_000 }).map((cents) => String(cents / 100));
  const percent = fc.integer({ min: 1, max: 9_999 }).map((hundredths) => String(hundredths / 100));
  const trailing = fc.record({ percent, high: price });
  const quantity = fc.integer({ min: 1, max: 1_000_000 }).map((units) => String(units / 10_000));
  const owned = fc.record({ ownedQuantity: quantity, costBasis: price, realizedProfit: rise });
  const reached = (changes: Partial<PriceWatch>, at: string): boolean =>
    newsOf(watch(changes), { 'BTC/USD': at }) === 'reached';

  test('a lower price never un-reaches a stop-loss, a trailing stop or a loss limit', () => {
    const downward: fc.Arbitrary<Partial<PriceWatch>> = fc.oneof(
      price.map((below) => ({ stops: [stop({ below })] })),
      trailing.map((followed) => ({ stops: [stop({ trailing: followed })] })),
      fc.tuple(owned, price).map(([position_, floor]) => ({
        loss: { positions: positions(position('BTC/USD', position_)), floorUsd: `-${floor}` },
      })),
    );
    fc.assert(
      fc.property(downward, price, rise, (changes, low, more) => {
        if (reached(changes, plus(low, more))) expect(reached(changes, low)).toBe(true);
      }),
    );
  });

  test('a higher price never un-reaches a take-profit', () => {
    fc.assert(
      fc.property(price, price, rise, (above, low, more) => {
        const changes = { stops: [stop({ above })] };
        if (reached(changes, low)) expect(reached(changes, plus(low, more))).toBe(true);
      }),
    );
  });

  test('a trailing stop whose high was told is reached at a price no lower than before', () => {
    fc.assert(
      fc.property(trailing, price, rise, ({ percent: distance, high }, at, more) => {
        const before = { stops: [stop({ trailing: { percent: distance, high } })] };
        const after = { stops: [stop({ trailing: { percent: distance, high: plus(high, more) } })] };
        if (reached(before, at)) expect(reached(after, at)).toBe(true);
      }),
    );
  });

  test('told a high, a watch that goes on from it has nothing to tell of the same price', () => {
    fc.assert(
      fc.property(trailing, price, (followed, at) => {
        const news = newsOf(watch({ stops: [stop({ trailing: followed })] }), { 'BTC/USD': at });
        if (news !== 'high') return;
        expect(isLess(followed.high, at)).toBe(true);
        const onward = watch({ stops: [stop({ trailing: { ...followed, high: at } })] });
        expect(newsOf(onward, { 'BTC/USD': at })).toBeNull();
      }),
    );
  });
});
