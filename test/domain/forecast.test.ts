import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Limits, Sizing } from '../../domain/account-config.ts';
import { decide } from '../../domain/decide.ts';
import { isPositive, minus, times } from '../../domain/decimal.ts';
import {
  forecast,
  isFollowable,
  leastEquityFor,
  type FollowerTerms,
  type RecordedEntry,
} from '../../domain/forecast.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import { configOf, connected, entry, nowMs, rulesOf, snapshotOf } from './accounts.ts';

const noLimits: Limits = configOf('alice').limits;
const plain: FollowerTerms = configOf('alice');

/** The master spent 10% of its 30,000 USD on BTC at 60,000. */
const recorded = (changes: Partial<RecordedEntry> = {}): RecordedEntry => ({
  symbol: 'BTC/USD',
  averagePrice: '60000',
  masterNotional: '3000',
  masterEquityUsd: '30000',
  rules: rulesOf('BTC/USD'),
  quoteUsd: '1',
  ...changes,
});

const amount = (most: number) => fc.integer({ min: 1, max: most * 100 }).map((cents) => `${cents / 100}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const sizings: fc.Arbitrary<Sizing> = fc.oneof(
  amount(5).map((multiplier): Sizing => ({ kind: 'equity-proportional', multiplier })),
  amount(1_000).map((amountUsd): Sizing => ({ kind: 'fixed-quote', amountUsd })),
  amount(100).map((percent): Sizing => ({ kind: 'percent-of-equity', percent })),
);
const terms: fc.Arbitrary<FollowerTerms> = fc.record({
  sizing: sizings,
  limits: fc
    .record({
      maxOrderUsd: maybe(amount(500)),
      maxPositionUsd: maybe(amount(500)),
      maxRiskPerTradePct: maybe(amount(5)),
    })
    .map((limits): Limits => ({ ...noLimits, ...limits })),
  stopLossPct: maybe(amount(20)),
  maxSlippageBps: maybe(fc.integer({ min: 0, max: 500 })),
});
const entries: fc.Arbitrary<RecordedEntry> = fc
  .record({
    averagePrice: amount(70_000),
    quantity: amount(10),
    masterEquityUsd: amount(200_000),
    minimumQuantity: fc.constantFrom('0', '0.00005', '0.002', '1'),
    minimumCost: fc.constantFrom('0', '0.5', '5', '10'),
    quantityStep: fc.constantFrom('0.00000001', '0.0001', '0.003', '1'),
    priceTick: fc.constantFrom('0.01', '0.1'),
  })
  .map(({ averagePrice, quantity, masterEquityUsd, ...rules }) =>
    recorded({
      ...{ averagePrice, masterEquityUsd, masterNotional: times(quantity, averagePrice) },
      rules: rulesOf('BTC/USD', rules),
    }),
  );

test('the least equity follows, and one cent below it does not', () => {
  fc.assert(
    fc.property(entries, terms, (one, by) => {
      const least = leastEquityFor(one, by);
      if (least === null) {
        expect(isFollowable(one, by, '1000000000000')).toBe(false);
        return;
      }
      expect(isFollowable(one, by, least)).toBe(true);
      const below = minus(least, '0.01');
      if (isPositive(below)) expect(isFollowable(one, by, below)).toBe(false);
    }),
  );
});

test('more equity never follows less', () => {
  fc.assert(
    fc.property(entries, terms, amount(100_000), amount(100_000), (one, by, equity, more) => {
      if (isFollowable(one, by, equity))
        expect(isFollowable(one, by, String(Number(equity) + Number(more)))).toBe(true);
    }),
  );
});

test('what is told to be followable is what an account would really do with all its equity free', () => {
  fc.assert(
    fc.property(entries, terms, amount(20_000), (one, by, equityUsd) => {
      const quantity = String(Number(one.masterNotional) / Number(one.averagePrice));
      const exact = { ...one, masterNotional: times(quantity, one.averagePrice) };
      const account = connected({
        config: configOf('alice', by),
        markets: { 'BTC/USD': one.rules },
        snapshot: snapshotOf({ equityUsd, balances: [{ asset: 'USD', total: equityUsd, free: equityUsd }] }),
      });
      const intent = entry({
        masterFill: { quantity, averagePrice: one.averagePrice },
        masterEquityBefore: one.masterEquityUsd,
      });
      const { outcome } = decide(account, tradeFromIntent(intent, 'live'), nowMs);
      expect(outcome === 'pending').toBe(isFollowable(exact, by, equityUsd));
    }),
  );
});

test('half, nearly all and all of several entries need more and more', () => {
  // Of an equity these are 10%, 1% and 0.1%; the exchange takes no less than 0.00005 BTC at 60,180: 3.009 USD.
  const told = forecast([recorded(), recorded({ masterNotional: '300' }), recorded({ masterNotional: '30' })], plain);
  expect(told.leastEquity(1)).toBe('30.09');
  expect(told.leastEquity(50)).toBe('300.9');
  expect(told.leastEquity(100)).toBe('3009');
  expect(told.outOfReach).toBe(0);
  expect(['10', '30.08', '30.09', '300.9', '3008.99', '3009'].map((equity) => told.followable(equity))).toEqual([
    ...[0, 0, 1, 2, 2, 3],
  ]);
});

test('a limit below the minimum keeps every equity out, and is counted', () => {
  const told = forecast([recorded()], { ...plain, limits: { ...noLimits, maxOrderUsd: '3' } });
  expect([told.leastEquity(50), told.outOfReach, told.followable('1000000')]).toEqual([null, 1, 0]);
});

test('a fixed amount needs at least the money for the smallest order with its fee', () => {
  const fixed: FollowerTerms = { ...plain, sizing: { kind: 'fixed-quote', amountUsd: '50' } };
  // 3.009 x (1 + 0.004 + 0.003)
  expect(leastEquityFor(recorded(), fixed)).toBe('3.04');
});

test('a market that takes no orders is followed by nobody', () => {
  expect(leastEquityFor(recorded({ rules: rulesOf('BTC/USD', { active: false }) }), plain)).toBe(null);
});
