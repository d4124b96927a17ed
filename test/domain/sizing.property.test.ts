import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import {
  ceilToStep,
  dividedBy,
  floorToStep,
  isLess,
  isMore,
  isPositive,
  larger,
  minus,
  plus,
  smaller,
  times,
  type DecimalText,
} from '../../domain/decimal.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { OrderSize } from '../../domain/own-order.ts';
import { tradeFromRequest, type Trade } from '../../domain/trade.ts';
import { nowMs } from './accounts.ts';
import { entryFacts, stateFrom, tradeFrom, usd, type EntryFacts } from './arbitrary-entry.ts';

const runs = { numRuns: 400 };
const decided = (facts: EntryFacts): DecisionRecord => decide(stateFrom(facts), tradeFrom(facts), nowMs);
const boughtBy = (facts: EntryFacts): DecimalText => decided(facts).plan?.quantity ?? '0';

/** `least` at most `most`, with a name for people. Multiplied out, so that no division blurs the last digit. */
interface Bound {
  readonly name: string;
  readonly least: DecimalText;
  readonly most: DecimalText;
}

const guardBps = ({ maxSlippageBps, rules }: EntryFacts): number =>
  maxSlippageBps ?? (rules.base === 'BTC' || rules.base === 'ETH' ? 30 : 50);

/** Everything that an order of this cost, in quote units, must stay within. */
function boundsOf(facts: EntryFacts, cost: DecimalText): readonly Bound[] {
  const state = stateFrom(facts);
  const { limits, rules, reference, quoteUsd, equityUsd, stopLossPct, exposureShareUsd } = facts;
  const costUsd = times(cost, quoteUsd);
  const owned = times(state.positions[rules.symbol]?.ownedQuantity ?? '0', reference);
  const onOrder = times(state.openOrders[0]?.record.plan?.quantity ?? '0', reference);
  const held = times(plus(owned, onOrder), quoteUsd);
  const free = state.snapshot?.balances[0]?.free ?? '0';
  const withCosts = plus(plus('1', rules.takerFeeRate), times(String(guardBps(facts)), '0.0001'));
  const bounds: Bound[] = [
    ideal(facts, cost, costUsd),
    { name: 'free balance with fee and guard', least: times(cost, withCosts), most: larger('0', minus(free, onOrder)) },
  ];
  const limit = (name: string, least: DecimalText, most: DecimalText | null): void => {
    if (most !== null) bounds.push({ name, least, most });
  };
  limit('max_order_usd', costUsd, limits.maxOrderUsd);
  limit('max_position_usd', plus(held, costUsd), limits.maxPositionUsd);
  limit('share of the exposure of all accounts', plus(held, costUsd), exposureShareUsd);
  if (stopLossPct !== null && limits.maxRiskPerTradePct !== null) {
    limit('risk at the stop-loss', times(costUsd, stopLossPct), times(equityUsd, limits.maxRiskPerTradePct));
  }
  return bounds;
}

function ideal({ sizing, equityUsd, masterEquityUsd, ...facts }: EntryFacts, cost: string, costUsd: string): Bound {
  const name = `ideal of ${sizing.kind}`;
  switch (sizing.kind) {
    case 'fixed-quote':
      return { name, least: costUsd, most: sizing.amountUsd };
    case 'percent-of-equity':
      return { name, least: times(costUsd, '100'), most: times(equityUsd, sizing.percent) };
    case 'equity-proportional': {
      const fill = tradeFrom({ sizing, equityUsd, masterEquityUsd, ...facts }).masterFill;
      const masterCost = times(fill?.quantity ?? '0', fill?.averagePrice ?? '0');
      return {
        name,
        least: times(cost, masterEquityUsd),
        most: times(times(masterCost, equityUsd), sizing.multiplier),
      };
    }
  }
}

const brokenBy = (facts: EntryFacts, cost: DecimalText): readonly string[] =>
  boundsOf(facts, cost)
    .filter(({ least, most }) => isMore(least, most))
    .map(({ name }) => name);

describe('an entry, whatever the sizing kind and the limits', () => {
  test('costs at most the ideal share, every cap, and what is free with fee and guard', () => {
    fc.assert(
      fc.property(entryFacts, (facts) => {
        const { plan } = decided(facts);
        if (plan !== null) expect(brokenBy(facts, times(plan.quantity, plan.limitPrice ?? '0'))).toEqual([]);
      }),
      runs,
    );
  });

  test('is on the step and the tick, at most at the guarded price', () => {
    fc.assert(
      fc.property(entryFacts, (facts) => {
        const { plan } = decided(facts);
        if (plan === null) return;
        const { rules, reference } = facts;
        const limitPrice = plan.limitPrice ?? '0';
        const worst = times(reference, plus('1', times(String(guardBps(facts)), '0.0001')));
        expect(plan).toMatchObject({ side: 'buy', type: 'limit-ioc', symbol: rules.symbol });
        expect(minus(plan.quantity, floorToStep(plan.quantity, rules.quantityStep))).toBe('0');
        expect(minus(limitPrice, floorToStep(limitPrice, rules.priceTick))).toBe('0');
        expect(isMore(limitPrice, worst)).toBe(false);
        expect(isMore(minus(worst, limitPrice), rules.priceTick)).toBe(false);
      }),
      runs,
    );
  });

  test('is as large as that allows: one step more would break a bound', () => {
    fc.assert(
      fc.property(entryFacts, (facts) => {
        const { plan } = decided(facts);
        if (plan === null) return;
        const oneMore = plus(plan.quantity, facts.rules.quantityStep);
        expect(brokenBy(facts, times(oneMore, plan.limitPrice ?? '0'))).not.toEqual([]);
      }),
      runs,
    );
  });

  test('is never bumped up to a minimum: below it nothing is bought, and only when a bound forbids the minimum', () => {
    fc.assert(
      fc.property(entryFacts, (facts) => {
        const { plan, code, outcome } = decided(facts);
        const { rules, reference } = facts;
        const worst = times(reference, plus('1', times(String(guardBps(facts)), '0.0001')));
        const limitPrice = floorToStep(worst, rules.priceTick);
        const cheapest = dividedBy(times(rules.minimumCost, '1.02'), limitPrice);
        const least = larger(
          rules.quantityStep,
          ceilToStep(larger(rules.minimumQuantity, cheapest), rules.quantityStep),
        );
        if (plan !== null) {
          expect(outcome).toBe('pending');
          expect(isPositive(plan.quantity)).toBe(true);
          expect(isLess(plan.quantity, rules.minimumQuantity)).toBe(false);
          expect(isLess(times(plan.quantity, plan.limitPrice ?? '0'), times(rules.minimumCost, '1.02'))).toBe(false);
          return;
        }
        expect(code).toMatch(
          /^(NOTIONAL_BELOW_MINIMUM|INSUFFICIENT_FREE_BALANCE|MAX_POSITION_REACHED|GLOBAL_EXPOSURE_REACHED)$/,
        );
        expect(brokenBy(facts, times(least, limitPrice))).not.toEqual([]);
      }),
      runs,
    );
  });

  test('happens in a good part of the cases above: the properties are about orders', () => {
    const plans = fc.sample(entryFacts, { numRuns: 500, seed: 5 }).map((facts) => decided(facts).plan);
    expect(plans.filter((plan) => plan !== null).length).toBeGreaterThan(80);
  });
});

describe('monotone', () => {
  const more = (one: DecimalText, other: DecimalText): [DecimalText, DecimalText] => [
    smaller(one, other),
    larger(one, other),
  ];

  test('a richer account never buys less', () => {
    fc.assert(
      fc.property(entryFacts, usd, usd, (facts, one, other) => {
        const [poor, rich] = more(one, other);
        expect(isLess(boughtBy({ ...facts, equityUsd: rich }), boughtBy({ ...facts, equityUsd: poor }))).toBe(false);
      }),
      runs,
    );
  });

  test('nor one with more free money', () => {
    fc.assert(
      fc.property(entryFacts, usd, usd, (facts, one, other) => {
        const [poor, rich] = more(one, other);
        expect(isLess(boughtBy({ ...facts, freeUsd: rich }), boughtBy({ ...facts, freeUsd: poor }))).toBe(false);
      }),
      runs,
    );
  });

  test('nor one with a larger multiplier, amount or percent', () => {
    const grown = ({ sizing }: EntryFacts, times100: number): EntryFacts['sizing'] => {
      const factor = dividedBy(String(times100), '100');
      switch (sizing.kind) {
        case 'equity-proportional':
          return { ...sizing, multiplier: times(sizing.multiplier, factor) };
        case 'fixed-quote':
          return { ...sizing, amountUsd: times(sizing.amountUsd, factor) };
        case 'percent-of-equity':
          return { ...sizing, percent: times(sizing.percent, factor) };
      }
    };
    fc.assert(
      fc.property(entryFacts, fc.integer({ min: 100, max: 1_000 }), (facts, factor) => {
        expect(isLess(boughtBy({ ...facts, sizing: grown(facts, factor) }), boughtBy(facts))).toBe(false);
      }),
      runs,
    );
  });
});

describe("something missing is a skip with its own code, never the master's size", () => {
  const ample = (facts: EntryFacts): EntryFacts => ({
    ...facts,
    freeUsd: '100000000',
    equityUsd: '100000000',
    ownedUsd: '0',
    onOrderUsd: null,
    exposureShareUsd: null,
  });
  const withSnapshot = (state: AccountState, changes: Partial<NonNullable<AccountState['snapshot']>>): AccountState =>
    state.snapshot === null ? state : { ...state, snapshot: { ...state.snapshot, ...changes } };
  const needsEquity = ({ sizing, limits, stopLossPct }: EntryFacts): boolean =>
    sizing.kind !== 'fixed-quote' || (limits.maxRiskPerTradePct !== null && stopLossPct !== null);

  test.each<readonly [string, string, (state: AccountState) => AccountState, (facts: EntryFacts) => boolean]>([
    ['balances never read', 'BALANCE_UNKNOWN', (state) => ({ ...state, snapshot: null }), () => true],
    [
      'balances of 15 seconds ago',
      'BALANCE_UNKNOWN',
      (state) => withSnapshot(state, { atMs: nowMs - 15_001 }),
      () => true,
    ],
    [
      'an equity that is not known, where the size or a limit is a share of it',
      'BALANCE_UNKNOWN',
      (state) => withSnapshot(state, { equityUsd: null }),
      needsEquity,
    ],
    [
      'nothing free in the quote currency',
      'INSUFFICIENT_FREE_BALANCE',
      (state) => withSnapshot(state, { balances: [] }),
      () => true,
    ],
    [
      'no price for the quote currency',
      'PRICE_UNKNOWN',
      (state) => withSnapshot(state, { prices: {} }),
      ({ rules }) => rules.quote !== 'USD',
    ],
    ['no market rules', 'SYMBOL_UNMAPPED', (state) => ({ ...state, markets: {} }), () => true],
  ])('%s: %s', (_name, code, without, applies) => {
    fc.assert(
      fc.property(entryFacts.map(ample).filter(applies), (facts) => {
        const record = decide(without(stateFrom(facts)), tradeFrom(facts), nowMs);
        expect([record.outcome, record.code, record.plan]).toEqual(['skipped', code, null]);
      }),
    );
  });

  test.each<readonly [string, string, Partial<Trade>]>([
    ["the master's equity", 'BALANCE_UNKNOWN', { masterEquityBefore: null }],
    ["a master's equity of nothing", 'BALANCE_UNKNOWN', { masterEquityBefore: '0' }],
  ])('%s unknown: %s', (_name, code, changes) => {
    const proportional = entryFacts.filter(({ sizing }) => sizing.kind === 'equity-proportional').map(ample);
    fc.assert(
      fc.property(proportional, (facts) => {
        const record = decide(stateFrom(facts), { ...tradeFrom(facts), ...changes }, nowMs);
        expect([record.outcome, record.code, record.plan]).toEqual(['skipped', code, null]);
      }),
    );
  });
});

test('an order that a person sized is bought as asked, to the step, or not at all', () => {
  const sizes = fc.oneof(
    usd.map((amount): OrderSize => ({ kind: 'quote', amount })),
    usd.map((quantity): OrderSize => ({ kind: 'quantity', quantity })),
  );
  fc.assert(
    fc.property(entryFacts, sizes, (facts, size) => {
      const { symbol, quantityStep } = facts.rules;
      const request = { orderId: 'own', symbol, side: 'buy' as const, size, requestedAtMs: nowMs };
      const state = stateFrom(facts);
      const { plan } = decide(state, tradeFromRequest(request, 'live'), nowMs);
      if (plan === null) return;
      const limitPrice = plan.limitPrice ?? '0';
      const spent = times(plan.quantity, limitPrice);
      const wanted =
        size.kind === 'quote' ? size.amount : size.kind === 'quantity' ? times(size.quantity, limitPrice) : '0';
      expect(isMore(spent, wanted)).toBe(false);
      expect(isMore(plus(spent, times(quantityStep, limitPrice)), wanted)).toBe(true);
      const caps = boundsOf(facts, spent).filter(({ name }) => !name.startsWith('ideal'));
      expect(caps.filter(({ least, most }) => isMore(least, most))).toEqual([]);
    }),
    runs,
  );
});
