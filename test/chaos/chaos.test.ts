import { describe, expect, test } from 'vitest';
import type { Driven } from './notes.ts';
import type { AccountEvidence, Evidence } from './evidence.ts';
import { planFor } from './plan.ts';
import { runSeed } from './run-seed.ts';
import { judge } from './verdict.ts';

/** Small enough for every test run; `npm run chaos` does the rest. */
const size = { accounts: 6, intents: 30, driveMs: 3_500 };

describe('under faults no order is sent twice and none is lost', () => {
  test.each([3, 7])(
    'seed %i',
    async (seed) => {
      const { result } = await runSeed(process.env, { ...size, seed });
      expect(result.differences).toEqual([]);
      expect(result.intents).toBeGreaterThanOrEqual(size.intents);
      expect(result.orders).toBeGreaterThan(0);
    },
    240_000,
  );
});

test('a seed is the same plan every time, and another seed another one', () => {
  expect(planFor({ ...size, seed: 5 })).toEqual(planFor({ ...size, seed: 5 }));
  expect(planFor({ ...size, seed: 5 })).not.toEqual(planFor({ ...size, seed: 6 }));
});

describe('the verdict', () => {
  const driven: Driven = {
    intents: new Map([['i', ['a']]]),
    ownOrders: [],
    problems: [],
  };
  const trade = { id: 'T1', price: '100', volume: '1', cost: '100', fee: '0.4', atMs: 1_000 };
  const order = {
    ...{ txid: 'O1', key: 'k', account: 'a', clientOrderId: 'c', pair: 'XXBTZUSD', side: 'buy', type: 'limit' },
    ...{ timeInForce: 'IOC', volume: '1', limitPrice: '101', status: 'closed', filled: '1', cost: '100', fee: '0.4' },
    ...{ openedAtMs: 999, finishedAtMs: 1_000, trades: [trade] },
  };
  const record = {
    ...{ accountId: 'a', intentId: 'i', leg: 'copy', revision: 2, symbol: 'BTC/USD', side: 'buy', outcome: 'filled' },
    ...{ plan: { clientOrderId: 'c' }, exchangeOrderId: 'O1', filledQuantity: '1', feeAmount: '0.4', tradeIds: ['T1'] },
    ...{ settledAtMs: 1_001, code: null },
  };
  const position = { symbol: 'BTC/USD', ownedQuantity: '1', costBasis: '100.4', realizedProfit: '0' };
  const sound = {
    planned: {
      accountId: 'a',
      group: 1,
      person: 'nothing',
      ownCoins: '0.5',
      maxOrderUsd: null,
      maxDailyTrades: null,
      maxDailyLossUsd: null,
      stopLossPct: null,
      trailingStopPct: null,
    },
    state: { positions: { 'BTC/USD': position }, openOrders: [], decisions: [record] },
    records: [record],
    events: [],
    orders: [order],
    handOrders: [],
    balances: { XXBT: { total: '1.5', hold: '0' } },
  };
  const judged = (changes: object): readonly string[] => {
    const accounts = [{ ...sound, ...changes } as unknown as AccountEvidence];
    return judge({ accounts, intents: [] } satisfies Evidence, driven).differences;
  };

  test('finds nothing where all agree', () => {
    expect(judged({})).toEqual([]);
  });

  test.each([
    ['an order that was sent twice', { orders: [order, { ...order, txid: 'O2' }] }, /took client order id c 2 times/],
    ['an intent without an outcome', { records: [] }, /0 outcomes of i/],
    ['an order nobody decided', { orders: [order, { ...order, clientOrderId: 'x', trades: [] }] }, /no decision/],
    ['an outcome that never came', { records: [{ ...record, outcome: 'unknown' }] }, /last word on i is "unknown"/],
    ['a fill the journal missed', { records: [{ ...record, filledQuantity: '0.9' }] }, /0\.9 filled, the exchange 1/],
    ['a fee the journal missed', { records: [{ ...record, feeAmount: '0' }] }, /a fee of 0, the exchange 0\.4/],
    ['a journal behind the account', { records: [{ ...record, revision: 1 }] }, /journal and account differ/],
    ["a person's coins that were sold", { balances: { XXBT: { total: '1.4', hold: '0' } } }, /not the person's 0\.5/],
    [
      'a ledger off by the last digit',
      { state: { ...sound.state, positions: { 'BTC/USD': { ...position, costBasis: '100.39999999' } } } },
      /BTC\/USD: the ledger owns 1 at a cost of 100\.39999999/,
    ],
  ])('finds %s', (_, changes, words) => {
    expect(judged(changes).join('\n')).toMatch(words);
  });
});
