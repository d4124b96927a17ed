import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import { isLess, isMore, isPositive, minus, plus, times } from '../../domain/decimal.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { orderToSend } from '../../domain/open-order.ts';
import { tradeFromIntent, tradeFromRequest } from '../../domain/trade.ts';
import type { TradeIntent } from '../../domain/trade-intent.ts';
import { configOf, connected, entry, exit, nowMs, owning, rulesOf, snapshotOf } from './accounts.ts';

const decideIntent = (state: AccountState, intent: TradeIntent): DecisionRecord =>
  decide(state, tradeFromIntent(intent, state.mode), nowMs);
const withLimits = (
  limits: Partial<AccountState['config']['limits']>,
  changes: Partial<AccountState> = {},
): AccountState => {
  const state = connected(changes);
  return { ...state, config: { ...state.config, limits: { ...state.config.limits, ...limits } } };
};
const unresolved = (state: AccountState, intent: TradeIntent): AccountState => {
  const trade = tradeFromIntent(intent, 'live');
  return { ...state, openOrders: [{ ...orderToSend(trade, decide(state, trade, nowMs), nowMs), state: 'unknown' }] };
};

describe('entries', () => {
  test('a tenth of the master is a tenth of the follower, at most at the guarded price', () => {
    const record = decideIntent(connected(), entry());
    expect(record.outcome).toBe('pending');
    expect(record.plan).toMatchObject({ side: 'buy', type: 'limit-ioc', limitPrice: '60180', quantity: '0.00498504' });
    expect(record.plan?.sendBeforeMs).toBe(nowMs - 1_000 + 30_000);
  });

  test.each([
    ['halted', connected({ tradingState: 'halted' }), entry(), 'denied', 'TRADING_STATE_HALTED'],
    ['exit-only', connected({ tradingState: 'exit-only' }), entry(), 'denied', 'TRADING_STATE_EXIT_ONLY'],
    ['no credential', connected({ connection: 'credentials-missing' }), entry(), 'skipped', 'CREDENTIALS_MISSING'],
    ['not connected', connected({ connection: 'not-connected' }), entry(), 'skipped', 'NOT_CONNECTED'],
    ['too old', connected(), entry({ occurredAtMs: nowMs - 30_001 }), 'expired', 'INTENT_EXPIRED'],
    ['symbol unknown there', connected({ markets: { 'BTC/USD': null } }), entry(), 'skipped', 'SYMBOL_UNMAPPED'],
    [
      'market closed',
      connected({ markets: { 'BTC/USD': rulesOf('BTC/USD', { active: false }) } }),
      entry(),
      'skipped',
      'MARKET_INACTIVE',
    ],
    ['balance never read', connected({ snapshot: null }), entry(), 'skipped', 'BALANCE_UNKNOWN'],
    [
      'balance too old',
      connected({ snapshot: snapshotOf({ atMs: nowMs - 15_001 }) }),
      entry(),
      'skipped',
      'BALANCE_UNKNOWN',
    ],
    [
      'equity not priceable',
      connected({ snapshot: snapshotOf({ equityUsd: null }) }),
      entry(),
      'skipped',
      'BALANCE_UNKNOWN',
    ],
    ['master equity unknown', connected(), entry({ masterEquityBefore: null }), 'skipped', 'BALANCE_UNKNOWN'],
    [
      'nothing free',
      connected({ snapshot: snapshotOf({ balances: [] }) }),
      entry(),
      'skipped',
      'INSUFFICIENT_FREE_BALANCE',
    ],
    [
      'one dollar',
      connected({ snapshot: snapshotOf({ equityUsd: '1', balances: [{ asset: 'USD', total: '1', free: '1' }] }) }),
      entry(),
      'skipped',
      'NOTIONAL_BELOW_MINIMUM',
    ],
    [
      'trades of the day used up',
      withLimits({ maxDailyTrades: 2 }, { day: { date: '2026-01-15', trades: 2, profitAtStartUsd: '0' } }),
      entry(),
      'denied',
      'DAILY_TRADES_REACHED',
    ],
    [
      'position full',
      { ...owning('0.01'), config: configOf('alice', { limits: { ...configOf('a').limits, maxPositionUsd: '600' } }) },
      entry(),
      'denied',
      'MAX_POSITION_REACHED',
    ],
    ['an order of unknown outcome', unresolved(connected(), entry()), entry(), 'denied', 'ORDER_UNRESOLVED'],
  ] as const)('%s: %#', (_name, state, intent, outcome, code) => {
    const record = decideIntent(state, intent);
    expect({ outcome: record.outcome, code: record.code }).toEqual({ outcome, code });
    expect(record.plan).toBeNull();
  });

  test.each([
    ['the order limit', withLimits({ maxOrderUsd: '100' }), '0.00166168'],
    ['the room left in the position', withLimits({ maxPositionUsd: '50' }), '0.00083084'],
    [
      'the free balance with fee and guard',
      connected({ snapshot: snapshotOf({ balances: [{ asset: 'USD', total: '3000', free: '60' }] }) }),
      '0.00099007',
    ],
  ] as const)('a copy shrinks to %s', (_name, state, quantity) => {
    expect(decideIntent(state, entry()).plan?.quantity).toBe(quantity);
  });

  test("the master's size is never taken over: a follower's own share decides", () => {
    const small = connected({
      snapshot: snapshotOf({ equityUsd: '30', balances: [{ asset: 'USD', total: '30', free: '30' }] }),
    });
    expect(decideIntent(small, entry())).toMatchObject({
      outcome: 'skipped',
      code: 'NOTIONAL_BELOW_MINIMUM',
      plan: null,
    });
  });

  test('a simulated fill is only ever observed, by a live follower too', () => {
    const record = decideIntent(connected(), entry({ simulated: true }));
    expect([record.outcome, record.code]).toEqual(['observed', 'SIMULATED_INTENT']);
  });

  test('what arrived while observing is not sent after the switch to live', () => {
    const state = connected();
    expect(decide(state, tradeFromIntent(entry(), 'observe'), nowMs).outcome).toBe('observed');
  });

  test.each([
    ['up 6%', '636', 'pending', null],
    ['down 6%', '564', 'denied', 'DAILY_LOSS_REACHED'],
  ] as const)('a day %s against a loss limit of 5%', (_name, value, outcome, code) => {
    const state = owning('0.01', { day: { date: '2026-01-15', trades: 1, profitAtStartUsd: '0' } });
    const limited: AccountState = {
      ...state,
      config: configOf('alice', { limits: { ...state.config.limits, maxDailyLossUsd: '30' } }),
      snapshot: { ...(state.snapshot ?? snapshotOf()), prices: { 'BTC/USD': times(value, '100') } },
    };
    expect([decideIntent(limited, entry()).outcome, decideIntent(limited, entry()).code]).toEqual([outcome, code]);
    expect(decideIntent(limited, exit('1')).outcome).toBe('pending');
  });
});

describe('exits', () => {
  test.each([
    ['a fifth', '0.01', '0.2', '0.002'],
    ['all', '0.01', '1', '0.01'],
    ['the rest would be dust: all', '0.0001', '0.6', '0.0001'],
  ] as const)('%s', (_name, owned, fraction, quantity) => {
    expect(decideIntent(owning(owned), exit(fraction)).plan).toMatchObject({
      side: 'sell',
      type: 'market',
      quantity,
      limitPrice: null,
    });
  });

  test.each([
    ['exit-only', owning('0.01', { tradingState: 'exit-only' })],
    ['not connected', owning('0.01', { connection: 'not-connected' })],
    ['balance unknown', owning('0.01', { snapshot: null })],
    ['balance old', owning('0.01', { snapshot: snapshotOf({ atMs: 0 }) })],
    ['an intent of yesterday', owning('0.01')],
  ] as const)('pass when %s', (_name, state) => {
    expect(decideIntent(state, exit('1', { occurredAtMs: nowMs - 86_400_000 })).outcome).toBe('pending');
  });

  test.each([
    ['nothing owned, whatever the person holds', owning('0'), 'skipped', 'NOTHING_OWNED'],
    ['halted', owning('0.01', { tradingState: 'halted' }), 'denied', 'TRADING_STATE_HALTED'],
    ['too little to sell', owning('0.00004'), 'skipped', 'DUST'],
  ] as const)('%s', (_name, state, outcome, code) => {
    expect(decideIntent(state, exit('1'))).toMatchObject({ outcome, code, plan: null });
  });

  test("a person's own coins are never sold: at most what is owned, at most what is there", () => {
    expect(decideIntent(owning('0.01'), exit('1')).plan?.quantity).toBe('0.01');
    const sold = owning('0.01', {
      snapshot: snapshotOf({ balances: [{ asset: 'BTC', total: '0.004', free: '0.004' }] }),
    });
    expect(decideIntent(sold, exit('1')).plan?.quantity).toBe('0.004');
  });

  test('a sell under review counts as sold: the exit sells the rest and is not blocked', () => {
    const state = unresolved(owning('0.01'), exit('0.4'));
    const reviewed: AccountState = {
      ...state,
      openOrders: state.openOrders.map((order) => ({ ...order, state: 'needs-review' })),
    };
    expect(decideIntent(reviewed, exit('1')).plan?.quantity).toBe('0.006');
  });
});

describe('own orders', () => {
  const own = (
    state: AccountState,
    side: 'buy' | 'sell',
    size: Parameters<typeof tradeFromRequest>[0]['size'],
  ): DecisionRecord =>
    decide(
      state,
      tradeFromRequest({ orderId: 'own-1', symbol: 'BTC/USD', side, size, requestedAtMs: nowMs }, state.mode),
      nowMs,
    );

  test('a quote amount is never overspent', () => {
    const { plan } = own(connected(), 'buy', { kind: 'quote', amount: '100' });
    expect(isMore(times(plan?.quantity ?? '9', plan?.limitPrice ?? '9'), '100')).toBe(false);
  });

  test('more than a limit allows is refused, not shrunk: a person chose the size', () => {
    expect(own(withLimits({ maxOrderUsd: '100' }), 'buy', { kind: 'quote', amount: '200' })).toMatchObject({
      outcome: 'denied',
      code: 'MAX_ORDER_REACHED',
    });
  });

  test('a sale sells at most what is owned', () => {
    expect(own(owning('0.01'), 'sell', { kind: 'quantity', quantity: '1' }).plan?.quantity).toBe('0.01');
  });
});

const amount = (most: number) => fc.integer({ min: 1, max: most * 100 }).map((cents) => String(cents / 100));

test('a trade that can not be read is skipped with its reason: it stops nothing behind it', () => {
  const trade = tradeFromIntent(entry({ masterFill: { quantity: 'much', averagePrice: '60000' } }), 'live');
  expect(decide(connected(), trade, nowMs)).toMatchObject({ outcome: 'skipped', code: 'TRADE_UNREADABLE' });
});

describe('properties', () => {
  test('an entry is on the step, within every cap, at most the ideal share, and above the minimum', () => {
    fc.assert(
      fc.property(
        amount(50_000),
        amount(50_000),
        amount(2_000),
        amount(2_000),
        (equity, free, maxOrderUsd, maxPositionUsd) => {
          const balances = [{ asset: 'USD', total: free, free }];
          const state = withLimits(
            { maxOrderUsd, maxPositionUsd },
            { snapshot: snapshotOf({ equityUsd: equity, balances }) },
          );
          const { plan } = decideIntent(state, entry());
          if (plan === null) return;
          const notional = times(plan.quantity, plan.limitPrice ?? '0');
          const ideal = times(equity, '0.1');
          expect([maxOrderUsd, maxPositionUsd, ideal, free].every((cap) => !isMore(notional, cap))).toBe(true);
          expect(isLess(plan.quantity, '0.00005') || isLess(notional, '0.51')).toBe(false);
          expect(plan.quantity).toMatch(/^\d+(\.\d{1,8})?$/);
        },
      ),
    );
  });

  test('more equity never buys less', () => {
    fc.assert(
      fc.property(amount(20_000), amount(20_000), (one, more) => {
        const bought = (equityUsd: string): string => {
          const balances = [{ asset: 'USD', total: '100000', free: '100000' }];
          return (
            decideIntent(connected({ snapshot: snapshotOf({ equityUsd, balances }) }), entry()).plan?.quantity ?? '0'
          );
        };
        expect(isLess(bought(plus(one, more)), bought(one))).toBe(false);
      }),
    );
  });

  test('no exit sells more than is owned, and what is left can be sold or is nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (satoshis, thousandths) => {
          const owned = times(String(satoshis), '0.00000001');
          const { plan, code } = decideIntent(owning(owned), exit(times(String(thousandths), '0.001')));
          if (plan === null) {
            expect(code).toBe('DUST');
            return;
          }
          const left = minus(owned, plan.quantity);
          expect(isLess(left, '0')).toBe(false);
          if (isPositive(left)) expect(isLess(left, '0.00005')).toBe(false);
        },
      ),
    );
  });

  test('the record made in observe is the same as in live up to the send', () => {
    const states = fc.record({
      tradingState: fc.constantFrom('active' as const, 'exit-only' as const, 'halted' as const),
      connection: fc.constantFrom('connected' as const, 'not-connected' as const),
      owned: fc.constantFrom('0', '0.00004', '0.01', '2'),
      equityUsd: fc.constantFrom('1', '300', '40000', null),
      ageMs: fc.constantFrom(0, 20_000),
    });
    fc.assert(
      fc.property(states, fc.constantFrom(entry(), exit('0.3'), exit('1')), (facts, intent) => {
        const base = owning(facts.owned, {
          tradingState: facts.tradingState,
          connection: facts.connection,
          snapshot: { ...snapshotOf({ equityUsd: facts.equityUsd }), atMs: nowMs - facts.ageMs },
        });
        const {
          mode: _live,
          outcome: sent,
          averagePrice: _a,
          settledAtMs: _s,
          ...live
        } = decideIntent({ ...base, mode: 'live' }, intent);
        const {
          mode: _observe,
          outcome: seen,
          averagePrice: _b,
          settledAtMs: _t,
          ...observed
        } = decideIntent({ ...base, mode: 'observe' }, intent);
        expect(observed).toEqual(live);
        expect(seen).toBe(sent === 'pending' ? 'observed' : sent);
      }),
    );
  });
});
