import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { withDecided, withMode } from '../../domain/account-transitions.ts';
import { decide } from '../../domain/decide.ts';
import { isLess, minus, plus, times } from '../../domain/decimal.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { rehearse } from '../../domain/rehearsal.ts';
import { asRehearsed } from '../../domain/rehearsed-state.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import type { TradeIntent } from '../../domain/trade-intent.ts';
import { connected, entry, exit, nowMs, owning, rulesOf, snapshotOf } from './accounts.ts';

interface Rehearsing {
  readonly state: AccountState;
  readonly records: readonly DecisionRecord[];
}

/** As the account's workflow does it, one trade after the other. */
function observing(state: AccountState, intents: readonly TradeIntent[]): Rehearsing {
  const start: Rehearsing = { state: { ...state, mode: 'observe' }, records: [] };
  return intents.reduce((before, intent) => {
    const record = decide(before.state, tradeFromIntent(intent, 'observe'), nowMs);
    return { state: withDecided(before.state, record), records: [...before.records, record] };
  }, start);
}

const held = (state: AccountState, symbol = 'BTC/USD') => asRehearsed(state).positions[symbol];
const free = (state: AccountState, asset: string) =>
  asRehearsed(state).snapshot?.balances.find((balance) => balance.asset === asset)?.free;
const bothMarkets = {
  markets: { 'BTC/USD': rulesOf('BTC/USD'), 'ETH/USD': rulesOf('ETH/USD') },
  snapshot: snapshotOf({ prices: { 'BTC/USD': '60000', 'ETH/USD': '3000' } }),
};

const price = fc.integer({ min: 100, max: 120_000 }).map(String);
const share = fc.integer({ min: 1, max: 100 }).map((percent) => String(percent / 100));
const intents = fc.array(
  fc.record({ symbol: fc.constantFrom('BTC/USD', 'ETH/USD'), isEntry: fc.boolean(), price, share }),
  { maxLength: 30 },
);
type Step = typeof intents extends fc.Arbitrary<readonly (infer T)[]> ? T : never;
const intentOf = ({ symbol, isEntry, price: averagePrice, share: part }: Step): TradeIntent =>
  isEntry
    ? entry({ symbol, masterFill: { quantity: times('1', part), averagePrice }, masterEquityBefore: '200000' })
    : exit(part, { symbol, masterFill: { quantity: '1', averagePrice } });

describe('after any series of observed trades', () => {
  test('the paper ledger is what the journaled records add up to, from own coins on', () => {
    fc.assert(
      fc.property(intents, fc.constantFrom('0', '0.25'), (steps, owned) => {
        const begin = owned === '0' ? connected(bothMarkets) : owning(owned, { markets: bothMarkets.markets });
        const { state, records } = observing(begin, steps.map(intentOf));
        expect(rehearse(records, begin.positions).positions).toEqual(asRehearsed(state).positions);
      }),
      { numRuns: 60 },
    );
  });

  test('money and coins add up: nothing is below zero, and what left the dollars is cost and fees', () => {
    fc.assert(
      fc.property(intents, (steps) => {
        const { state } = observing(connected(bothMarkets), steps.map(intentOf));
        const { positions, snapshot } = asRehearsed(state);
        for (const { total, free: left } of snapshot?.balances ?? []) {
          expect([isLess(total, '0'), isLess(left, '0')]).toEqual([false, false]);
        }
        const atWork = Object.values(positions).map(({ costBasis, realizedProfit }) =>
          minus(costBasis, realizedProfit),
        );
        // Shares of a cost are kept to 30 digits.
        const gap = Number(minus(minus('3000', free(state, 'USD') ?? '0'), atWork.reduce(plus, '0')));
        expect(Math.abs(gap)).toBeLessThan(1e-18);
        for (const { symbol, ownedQuantity } of Object.values(positions)) {
          expect(free(state, symbol.split('/')[0] ?? '') ?? '0').toBe(ownedQuantity);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('what was bought on paper is sold on paper, partly and then wholly', () => {
  const bought = observing(connected(), [entry()]);
  const [quantity = ''] = [held(bought.state)?.ownedQuantity];
  const half = observing(bought.state, [exit('0.5')]);
  expect(half.records[0]).toMatchObject({ outcome: 'observed', basis: { ownedQuantity: quantity } });
  const none = observing(half.state, [exit('1')]);
  expect(none.records[0]).toMatchObject({ outcome: 'observed', plan: { side: 'sell' } });
  expect(held(none.state)?.ownedQuantity).toBe('0');
  expect(observing(none.state, [exit('1')]).records[0]).toMatchObject({ outcome: 'skipped', code: 'NOTHING_OWNED' });
});

test('own coins that were there before are not rehearsed away: only what Lockstep owns is sold', () => {
  const balances = [
    { asset: 'USD', total: '3000', free: '3000' },
    { asset: 'BTC', total: '0.7', free: '0.7' },
  ];
  const own = connected({ snapshot: snapshotOf({ balances }) });
  const { state } = observing(own, [entry(), exit('1')]);
  expect(held(state)?.ownedQuantity).toBe('0');
  expect(free(state, 'BTC')).toBe('0.7');
});

test('limits count what is held on paper: position, free balance, daily trades', () => {
  const limited = (limits: Partial<AccountState['config']['limits']>): AccountState => {
    const state = connected();
    return { ...state, config: { ...state.config, limits: { ...state.config.limits, ...limits } } };
  };
  const last = (state: AccountState, count: number) =>
    observing(
      state,
      Array.from({ length: count }, () => entry()),
    ).records.at(-1);
  const full = last(limited({ maxPositionUsd: '299' }), 2);
  expect(full).toMatchObject({
    outcome: 'skipped',
    context: expect.stringContaining('limited_by=max_position') as unknown,
  });
  expect(last(limited({ maxDailyTrades: 2 }), 3)).toMatchObject({ outcome: 'denied', code: 'DAILY_TRADES_REACHED' });
  const spent = last(connected(), 12);
  expect(Number(spent?.basis.freeQuote)).toBeLessThan(300);
});

test('equity on paper: fees are lost, a rise is won, and an unknown price is unknown, not nothing', () => {
  const { state } = observing(connected(), [entry()]);
  const fee = held(state)?.feesInQuote ?? '0';
  expect(asRehearsed(state).snapshot?.equityUsd).toBe(minus('3000', fee));
  const priced = (prices: Readonly<Record<string, string>>): AccountState => ({
    ...state,
    snapshot: snapshotOf({ prices }),
  });
  const rise = times('6000', held(state)?.ownedQuantity ?? '0');
  expect(asRehearsed(priced({ 'BTC/USD': '66000' })).snapshot?.equityUsd).toBe(plus(minus('3000', fee), rise));
  expect(asRehearsed(priced({})).snapshot?.equityUsd).toBeNull();
});

test('a coin held on paper alone is worth what its own market says, in dollars', () => {
  const markets = Object.fromEntries(
    ['BTC/USDT', 'ETH/USDT'].map((symbol) => [symbol, rulesOf(symbol, { takerFeeRate: '0' })]),
  );
  const snapshot = snapshotOf({
    balances: [{ asset: 'USDT', total: '3000', free: '3000' }],
    prices: { 'BTC/USDT': '60000', 'ETH/USDT': '3000', 'USDT/USD': '1' },
  });
  const { state, records } = observing(connected({ markets, snapshot }), [
    entry({ symbol: 'BTC/USDT' }),
    entry({ symbol: 'ETH/USDT', masterFill: { quantity: '1', averagePrice: '3000' } }),
  ]);
  expect(records.map(({ outcome }) => outcome)).toEqual(['observed', 'observed']);
  expect(asRehearsed(state).snapshot?.equityUsd).toBe('3000');
});

test('live is decided by what is really held: paper plays no part, and ends with the switch', () => {
  const { state } = observing(connected(), [entry(), entry()]);
  expect(state.rehearsal).not.toBeNull();
  const live = { ...state, mode: 'live' as const };
  expect(asRehearsed(live)).toBe(live);
  expect(decide(live, tradeFromIntent(exit('1'), 'live'), nowMs)).toMatchObject({ code: 'NOTHING_OWNED' });
  expect(withMode(state, 'live', false, nowMs).rehearsal).toBeNull();
  const bought = decide(live, tradeFromIntent(entry(), 'live'), nowMs);
  expect(withDecided({ ...live, rehearsal: null }, bought).rehearsal).toBeNull();
});

test('a rehearsal begins with what is really owned, cost included', () => {
  const begin = owning('0.2');
  const { state } = observing(begin, [exit('0.5')]);
  expect(held(state)).toMatchObject({ ownedQuantity: '0.1', costBasis: '300' });
  expect(state.positions).toBe(begin.positions);
});
