import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMore, plus } from '../../domain/decimal.ts';
import { ordersToTell, withTold } from '../../domain/global-orders.ts';
import { noGlobalLimits, type GlobalLimits, type GlobalState } from '../../domain/global-state.ts';
import { totalsNewsOf, totalsWatch } from '../../domain/global-totals.ts';
import {
  globalStatusOf,
  newGlobal,
  recounted,
  unheard,
  withAbsent,
  withJoined,
  withLatestPrices,
  withLeft,
  withLimits,
  withPersonsState,
  withStanding,
} from '../../domain/global-transitions.ts';
import { emptyPosition } from '../../domain/position.ts';
import type { Standing } from '../../domain/standing.ts';

const standing = (accountId: string, changes: Partial<Standing> = {}): Standing => ({
  accountId,
  exchange: 'kraken',
  sandbox: false,
  isLive: true,
  equityUsd: '10000',
  positions: {},
  date: '2026-01-15',
  profitAtStartUsd: '0',
  trades: 0,
  ...changes,
});
const owning = (quantity: string, costBasis: string, symbol = 'BTC/USD'): Pick<Standing, 'positions'> => ({
  positions: { [symbol]: { ...emptyPosition(symbol), ownedQuantity: quantity, costBasis } },
});
const limits = (changes: Partial<GlobalLimits>): GlobalLimits => ({ ...noGlobalLimits, ...changes });
const heard = (state: GlobalState, ...standings: readonly Standing[]): GlobalState =>
  recounted(standings.reduce(withStanding, state));

/** Tells until everybody knows, in batches, and looks at each step. */
function settled(state: GlobalState, most = 500, look: (state: GlobalState) => void = () => undefined): GlobalState {
  let now = state;
  for (let round = 0; round < 100; round += 1) {
    const orders = ordersToTell(now, most);
    if (orders.length === 0) return now;
    now = withTold(now, orders);
    look(now);
  }
  throw new Error('never at rest');
}
const sharesOf = ({ told }: GlobalState) =>
  Object.fromEntries(Object.entries(told).map(([id, { exposureShareUsd }]) => [id, exposureShareUsd]));

describe('who is told what', () => {
  test('everybody the present state at once, also who joins later or again; nobody twice', () => {
    const halted = withPersonsState(withJoined(newGlobal(noGlobalLimits), ['a', 'b']), 'halted');
    const told = settled(halted);
    expect(told.told['a']).toEqual({
      ...{ tradingState: 'halted', reason: null, exposureShareUsd: null, wantsStanding: false },
    });
    expect(ordersToTell(told, 500)).toEqual([]);
    expect(ordersToTell(withJoined(told, ['a', 'c']), 500).map(({ accountId }) => accountId)).toEqual(['a', 'c']);
    expect(withLeft(told, ['a']).told).not.toHaveProperty('a');
  });

  test('who has a part of the limit: live accounts; none for practice; nobody before it is heard', () => {
    const begun = settled(withJoined(newGlobal(limits({ maxExposureUsd: '900' })), ['a', 'b', 'p', 'o']));
    expect(sharesOf(begun)).toEqual({ a: '0', b: '0', p: '0', o: '0' });
    expect(unheard(begun)).toEqual(['a', 'b', 'p', 'o']);
    expect(unheard(withAbsent(begun, ['b']))).toEqual(['a', 'p', 'o']);
    const all = heard(
      begun,
      standing('a'),
      standing('b', { equityUsd: '5000' }),
      standing('p', { sandbox: true }),
      standing('o', { isLive: false, equityUsd: '15000' }),
    );
    expect(sharesOf(settled(all))).toEqual({ a: '600', b: '300', p: null, o: '450' });
  });

  test('smaller parts are told before larger ones; a change of 1% is not worth telling', () => {
    const alone = settled(heard(newGlobal(limits({ maxExposureUsd: '1000' })), standing('a')));
    expect(sharesOf(alone)).toEqual({ a: '1000' });
    const two = heard(alone, standing('b'));
    expect(ordersToTell(two, 1)).toMatchObject([{ accountId: 'a', order: { exposureShareUsd: '500' } }]);
    const both = settled(two);
    expect(sharesOf(both)).toEqual({ a: '500', b: '500' });
    expect(ordersToTell(heard(both, standing('a', { equityUsd: '10100' })), 500)).toEqual([]);
  });

  test('an account that goes live forgets what it could hold while it observed, and gets what is left', () => {
    const state = heard(newGlobal(limits({ maxExposureUsd: '1000' })), standing('a'), standing('b', { isLive: false }));
    expect(sharesOf(settled(state))).toEqual({ a: '1000', b: '500' });
    const live = heard(settled(state), standing('a', owning('0.02', '1000')), standing('b'));
    expect(ordersToTell(live, 500)).toContainEqual(expect.objectContaining({ accountId: 'b' }));
    expect(sharesOf(settled(live))).toMatchObject({ b: '0' });
  });
});

test('what live accounts were told never sums above the limit, at no moment, whatever happens in between', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const amount = fc.integer({ min: 0, max: 500_000 }).map((cents) => (cents / 100).toFixed(2));
  const change = fc.record({
    id: fc.constantFrom(...ids),
    isLive: fc.boolean(),
    equityUsd: fc.option(amount, { nil: null, freq: 6 }),
    held: fc.constantFrom('0', '0', '0', '50', '300', '900'),
    isLeaving: fc.nat({ max: 5 }).map((it) => it === 0),
    batches: fc.nat({ max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), fc.integer({ min: 1, max: 3 }), (changes, most) => {
      let state = newGlobal(limits({ maxExposureUsd: '1000' }));
      const toldSum = (now: GlobalState) =>
        Object.values(now.standings)
          .filter(({ isLive }) => isLive)
          .reduce((sum, { accountId }) => plus(sum, now.told[accountId]?.exposureShareUsd ?? '0'), '0');
      const never = (now: GlobalState): void => {
        expect(isMore(toldSum(now), '1000')).toBe(false);
      };
      for (const { id, isLive, equityUsd, held, isLeaving, batches } of changes) {
        state = isLeaving
          ? withLeft(state, [id])
          : heard(state, standing(id, { isLive, equityUsd, ...owning('1', held) }));
        for (let batch = 0; batch < batches; batch += 1) {
          state = withTold(state, ordersToTell(state, most));
          never(state);
        }
      }
      state = settled(state, most, never);
      for (const id of Object.keys(state.shares)) {
        const share = Number(state.shares[id]);
        const told = Number(state.told[id]?.exposureShareUsd);
        expect(Math.abs(told - share)).toBeLessThanOrEqual(0.0102 * Math.max(told, share));
      }
    }),
    { numRuns: 400 },
  );
});

describe('the loss of all together', () => {
  const lossLimit = newGlobal(limits({ maxDailyLossUsd: '100' }));
  const a = standing('a', owning('0.1', '5000'));
  const b = standing('b', { ...owning('0.1', '5000'), exchange: 'binance', profitAtStartUsd: '20' });
  const priced = (price: string) => withLatestPrices(heard(lossLimit, a, b), prices(price));
  const prices = (price: string) => ({ kraken: { 'BTC/USD': price }, binance: { 'BTC/USD': price } });

  test('a profit never trips it, a loss does at the limit: entries end for all, and only a person goes on', () => {
    expect(priced('60000')).toMatchObject({ tradingState: 'active' });
    expect(priced('49601')).toMatchObject({ tradingState: 'active' });
    const tripped = priced('49600');
    expect(tripped).toMatchObject({
      ...{ tradingState: 'exit-only', reason: 'GLOBAL_LOSS_REACHED profit_usd=-100 limit=100' },
    });
    const recovered = withLatestPrices(tripped, prices('70000'));
    expect(recovered.tradingState).toBe('exit-only');
    expect(withPersonsState(recovered, 'active')).toMatchObject({ tradingState: 'active', reason: null });
  });

  test('a person who goes on with the loss is asked again when as much again is lost; a new day counts anew', () => {
    const on = recounted(withPersonsState(priced('49500'), 'active'));
    expect(on.tradingState).toBe('active');
    expect(withLatestPrices(on, prices('49001')).tradingState).toBe('active');
    expect(withLatestPrices(on, prices('49000')).tradingState).toBe('exit-only');
    const tomorrow = { date: '2026-01-16', profitAtStartUsd: '-50' };
    const next = heard(on, { ...a, ...tomorrow }, { ...b, ...tomorrow });
    expect(next.tradingState).toBe('active');
    expect(withLatestPrices(next, prices('49000')).tradingState).toBe('exit-only');
  });

  test('play money and observing accounts lose nothing; one without a price does not hide what others lose', () => {
    const lost = (changes: Partial<Standing>) =>
      withLatestPrices(heard(lossLimit, { ...a, ...changes }), prices('40000')).tradingState;
    expect([lost({}), lost({ sandbox: true }), lost({ isLive: false })]).toEqual(['exit-only', 'active', 'active']);
    const odd = standing('odd', owning('5', '10', 'ODD/USD'));
    expect(withLatestPrices(heard(lossLimit, a, odd), prices('40000')).tradingState).toBe('exit-only');
  });

  test('what is watched tells of the loss exactly when it is reached, and of nothing while all is well', () => {
    const watch = totalsWatch(priced('50000'));
    expect(watch?.places.map(({ exchange }) => exchange)).toEqual(['binance', 'kraken']);
    if (watch === null) return;
    expect(totalsNewsOf(watch, prices('49601'))).toBeNull();
    expect(totalsNewsOf(watch, prices('49600'))).toBe('reached');
    expect(totalsNewsOf(watch, { kraken: { 'BTC/USD': '49200' } })).toBe('reached');
    expect(totalsNewsOf(watch, prices('51500'))).toBe('priced');
    const blind = totalsWatch(heard(lossLimit, a, b));
    expect(blind && totalsNewsOf(blind, { kraken: { 'BTC/USD': '50000' } })).toBe('priced');
    expect(totalsWatch(heard(lossLimit, standing('flat')))).toBeNull();
    expect(totalsWatch(priced('40000'))?.floorUsd).toBeNull();
  });

  test('the status tells both totals, and none while nobody asked for them', () => {
    expect(globalStatusOf(priced('49800'))).toMatchObject({ exposureUsd: '9960', profitTodayUsd: '-60' });
    expect(globalStatusOf(newGlobal(noGlobalLimits))).toMatchObject({ exposureUsd: null, profitTodayUsd: null });
    expect(withLimits(priced('50000'), noGlobalLimits).standings).toEqual({});
  });
});
