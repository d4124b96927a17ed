import { describe, expect, test } from 'vitest';
import { cleanObservations } from '../../domain/clean-observations.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { liveComparison } from '../../domain/live-comparison.ts';
import { emptyPosition } from '../../domain/position.ts';
import { latestObservation, rehearse, rehearsedProfit } from '../../domain/rehearsal.ts';
import { record } from '../store/records.ts';
import { rulesOf } from './accounts.ts';

type Changes = Partial<DecisionRecord> & { readonly owned?: string; readonly quantity?: string; readonly at?: number };

/** An order that was observed: 0.1% fee, at 60,000 unless told otherwise. */
function observed({ owned = '0', quantity = '0.1', at = 0, ...changes }: Changes = {}): DecisionRecord {
  const usual = record();
  const { side = 'buy', symbol = 'BTC/USD' } = changes;
  return {
    ...usual,
    ...{ mode: 'observe', outcome: 'observed', symbol, side, kind: side === 'buy' ? 'entry' : 'exit' },
    ...{ averagePrice: '60000', filledQuantity: '0', slippageBps: null, decidedAtMs: at },
    basis: { ...usual.basis, ownedQuantity: owned, marketRules: rulesOf(symbol, { takerFeeRate: '0.001' }) },
    plan: { ...usual.plan!, symbol, side, quantity },
    ...changes,
  };
}

const skipped = (code: string, changes: Changes = {}): DecisionRecord =>
  observed({ outcome: 'skipped', code, plan: null, averagePrice: null, ...changes });

describe('trade by trade', () => {
  test('each has its price and fee, each sale its profit after the fees of both', () => {
    const { trades, positions } = rehearse(
      [
        observed({ quantity: '0.1' }),
        skipped('BALANCE_UNKNOWN', { owned: '0.1' }),
        observed({ owned: '0.1', quantity: '0.1', averagePrice: '70000' }),
        observed({ owned: '0.2', quantity: '0.05', side: 'sell', averagePrice: '80000' }),
      ],
      {},
    );
    const [first, nothing, second, sale] = trades;
    expect(first).toMatchObject({ quantity: '0.1', price: '60000', fee: '6', realizedProfit: null });
    expect(nothing).toMatchObject({ quantity: null, price: null, fee: null, realizedProfit: null });
    expect(second).toMatchObject({ fee: '7', realizedProfit: null });
    // Bought 0.2 for 13,013; a quarter of it cost 3,253.25 and brings 4,000 less 4.
    expect(sale).toMatchObject({ fee: '4', realizedProfit: '742.75' });
    expect(positions['BTC/USD']).toMatchObject({
      ownedQuantity: '0.15',
      costBasis: '9759.75',
      realizedProfit: '742.75',
    });
  });

  test('profit is realized and unrealized, in dollars, and unknown without a price', () => {
    const buy = observed({ symbol: 'ETH/USDT', quantity: '2', averagePrice: '3000' });
    const sale = observed({ symbol: 'ETH/USDT', owned: '2', quantity: '1', side: 'sell', averagePrice: '3100' });
    const { positions } = rehearse([buy, sale], {});
    // Cost 6,006: one sold for 3,096.90 made 93.90, the other is worth 3,200 and cost 3,003.
    expect(rehearsedProfit(positions, { 'ETH/USDT': '3200', 'USDT/USD': '0.5' })).toEqual({
      ...{ realizedUsd: '46.95', unrealizedUsd: '98.5', profitUsd: '145.45' },
    });
    expect(rehearsedProfit(positions, { 'USDT/USD': '0.5' })).toEqual({
      ...{ realizedUsd: '46.95', unrealizedUsd: null, profitUsd: null },
    });
    expect(rehearsedProfit(positions, { 'ETH/USDT': '3200' }).realizedUsd).toBeNull();
    expect(rehearsedProfit({}, {})).toEqual({ realizedUsd: '0', unrealizedUsd: '0', profitUsd: '0' });
  });
});

describe('coins that were owned before', () => {
  const owned = {
    'BTC/USD': { ...emptyPosition('BTC/USD'), ownedQuantity: '0.4', costBasis: '20000', realizedProfit: '777' },
    'ETH/USD': { ...emptyPosition('ETH/USD'), ownedQuantity: '3', costBasis: '6000' },
  };

  test('are part of what it would hold, at their cost; what was earned in live is not earned again', () => {
    const sale = observed({ owned: '0.4', quantity: '0.1', side: 'sell', averagePrice: '60000' });
    const { positions } = rehearse([sale], owned);
    expect(positions).toMatchObject({
      'BTC/USD': { ownedQuantity: '0.3', costBasis: '15000', realizedProfit: '994' },
      'ETH/USD': { ownedQuantity: '3', costBasis: '6000', realizedProfit: '0' },
    });
  });

  test('and that nobody can tell the cost of came at the price of the first decision: no profit from nowhere', () => {
    const { trades, positions } = rehearse(
      [observed({ owned: '0.4', quantity: '0.1', side: 'sell', averagePrice: '60000' })],
      {},
    );
    expect(trades[0]?.realizedProfit).toBe('-6');
    expect(positions['BTC/USD']).toMatchObject({ ownedQuantity: '0.3', costBasis: '18000' });
  });

  test('and that went by hand meanwhile are neither held nor a profit', () => {
    const { positions } = rehearse([observed({ owned: '0.1', quantity: '0.1', averagePrice: '60000' })], owned);
    expect(positions['BTC/USD']).toMatchObject({ ownedQuantity: '0.2', costBasis: '11006', realizedProfit: '0' });
    expect(rehearse([skipped('NOTHING_OWNED', { side: 'sell' })], owned).positions['BTC/USD']?.ownedQuantity).toBe('0');
  });
});

describe('the latest time in observe', () => {
  const newestFirst = [300, 200, 100].map((at) => observed({ at }));
  const times = (switched: readonly number[], isObserving: boolean, records = newestFirst) => {
    const { sinceMs, records: since } = latestObservation(records, switched, isObserving);
    return { sinceMs, at: since.map(({ decidedAtMs }) => decidedAtMs) };
  };

  test.each([
    ['never switched', [], true, { sinceMs: 100, at: [100, 200, 300] }],
    ['went to observe in between', [150, 120], true, { sinceMs: 150, at: [200, 300] }],
    ['went to observe just now: nothing is rehearsed yet', [350, 320], true, { sinceMs: 350, at: [] }],
    ['live since, observed before', [350, 150, 120], false, { sinceMs: 150, at: [200, 300] }],
    ['live since its first day', [350], false, { sinceMs: 100, at: [100, 200, 300] }],
  ] as const)('%s', (_name, switched, isObserving, expected) => {
    expect(times(switched, isObserving)).toEqual(expected);
  });

  test('without any trade it has none', () => {
    expect(times([], true, [])).toEqual({ sinceMs: null, at: [] });
    expect(times([350], false, [])).toEqual({ sinceMs: null, at: [] });
  });
});

test('clean is what had all it needed: a limit is, an unknown balance is not, nothing owned proves nothing', () => {
  const records = [
    observed(),
    observed(),
    skipped('NOTIONAL_BELOW_MINIMUM'),
    { ...skipped('MAX_POSITION_REACHED'), outcome: 'denied' as const },
    skipped('NOTHING_OWNED'),
    { ...skipped('TRADING_STATE_HALTED'), outcome: 'denied' as const },
    skipped('NOT_CONNECTED'),
    skipped('BALANCE_UNKNOWN'),
    skipped('BALANCE_UNKNOWN'),
    skipped('A_CODE_OF_TOMORROW'),
    record({ mode: 'live' }),
  ];
  expect(cleanObservations(records)).toEqual({
    clean: 4,
    unclean: { A_CODE_OF_TOMORROW: 1, BALANCE_UNKNOWN: 2, NOT_CONNECTED: 1 },
  });
  expect(cleanObservations([])).toEqual({ clean: 0, unclean: {} });
});

test('beside it stands what live accounts really did', () => {
  let accounts = 0;
  const live = (changes: Partial<DecisionRecord>): DecisionRecord =>
    record({ mode: 'live', accountId: `live-${++accounts}`, ...changes });
  expect(
    liveComparison([
      live({ outcome: 'filled', slippageBps: '1' }),
      live({ outcome: 'partial', slippageBps: '4' }),
      live({ outcome: 'filled', slippageBps: null }),
      live({ outcome: 'skipped', code: 'NOTIONAL_BELOW_MINIMUM' }),
      live({ outcome: 'expired', code: 'PRICE_BEYOND_GUARD' }),
      live({ outcome: 'denied', code: 'MAX_ORDER_REACHED' }),
      live({ outcome: 'rejected', code: 'MARKET_CLOSED' }),
      live({ outcome: 'unknown', code: 'ANSWER_UNCLEAR' }),
      observed(),
    ]),
  ).toEqual({
    ...{ filled: 3, skipped: 2, denied: 2, averageSlippageBps: '2.5' },
    codes: {
      ...{ ANSWER_UNCLEAR: 1, MARKET_CLOSED: 1, MAX_ORDER_REACHED: 1 },
      ...{ NOTIONAL_BELOW_MINIMUM: 1, PRICE_BEYOND_GUARD: 1 },
    },
  });
  const plan = { ...record().plan!, quantity: '1' };
  const exit = { accountId: 'carries-on', side: 'sell', kind: 'exit', plan } as const;
  expect(
    liveComparison([
      live({ ...exit, outcome: 'partial', filledQuantity: '0.75', slippageBps: '2' }),
      live({ ...exit, leg: 'copy+1', decidedAtMs: record().decidedAtMs + 1, filledQuantity: '0.25', slippageBps: '6' }),
    ]),
  ).toMatchObject({ filled: 1, averageSlippageBps: '3' });
  expect(liveComparison([])).toEqual({ filled: 0, skipped: 0, denied: 0, averageSlippageBps: null, codes: {} });
});
