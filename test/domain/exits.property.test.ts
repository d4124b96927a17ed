import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountState, OpenOrder } from '../../domain/account-state.ts';
import { withSettled } from '../../domain/account-transitions.ts';
import { decide, needsRead } from '../../domain/decide.ts';
import {
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
import { effectiveState } from '../../domain/effective-state.ts';
import { noGlobalOrder } from '../../domain/global-order.ts';
import type { MarketRules } from '../../domain/market-rules.ts';
import { nextWork } from '../../domain/next-work.ts';
import { afterPlacing, orderToSend, resendRefusal } from '../../domain/open-order.ts';
import { tradeFromIntent, tradeFromRequest, type Trade } from '../../domain/trade.ts';
import { configOf, connected, entry, nowMs, reportOf } from './accounts.ts';
import { accountStates, exitsOn } from './arbitrary-account.ts';

const runs = { numRuns: 1_000 };

interface Case {
  readonly state: AccountState;
  readonly trade: Trade;
}

const symbolOf = (state: AccountState): string => Object.keys(state.positions)[0] ?? '';
const rulesIn = (state: AccountState, symbol: string): MarketRules => {
  const rules = state.markets[symbol] ?? null;
  if (rules === null) throw new Error(`no rules of ${symbol}`);
  return rules;
};
const casesOf = (states: fc.Arbitrary<AccountState>): fc.Arbitrary<Case> =>
  states.chain((state) => fc.record({ state: fc.constant(state), trade: exitsOn(symbolOf(state)) }));

/** With orders under way on the symbol an exit waits: what is decided knows at most orders under review. */
const decidable = casesOf(accountStates({ orderStates: ['needs-review'] }));
const mayExit = ({ state }: Case): boolean =>
  effectiveState(state) !== 'halted' && state.connection !== 'credentials-missing';
const passing = decidable.filter(mayExit);

/** What is Lockstep's to sell: owned, less what sells under review may have sold, at most what a fresh balance shows free. */
function sellable(state: AccountState, symbol: string): DecimalText {
  const { snapshot } = state;
  const { base } = rulesIn(state, symbol);
  const reviewed = state.openOrders
    .filter(({ record }) => record.symbol === symbol && record.plan?.side === 'sell')
    .reduce((sum, { record, applied }) => plus(sum, minus(record.plan?.quantity ?? '0', applied.quantity)), '0');
  const owned = larger('0', minus(state.positions[symbol]?.ownedQuantity ?? '0', reviewed));
  if (snapshot === null || nowMs - snapshot.atMs > 15_000) return owned;
  return smaller(owned, snapshot.balances.find(({ asset }) => asset === base)?.free ?? '0');
}

const priceFor = ({ state, trade }: Case): DecimalText | null =>
  trade.masterFill?.averagePrice ?? state.snapshot?.prices[trade.symbol] ?? null;

function isDust(rules: MarketRules, quantity: DecimalText, price: DecimalText | null): boolean {
  const whole = floorToStep(quantity, rules.quantityStep);
  if (!isPositive(whole) || isLess(whole, rules.minimumQuantity)) return true;
  return price !== null && isLess(times(whole, price), rules.minimumCost);
}

/** Base units; null for an amount of money while no price is known. */
function wantedBy(one: Case): DecimalText | null {
  const { state, trade } = one;
  const price = priceFor(one);
  if (trade.size?.kind === 'quantity') return trade.size.quantity;
  if (trade.size?.kind === 'quote') return price === null ? null : dividedBy(trade.size.amount, price);
  return times(sellable(state, trade.symbol), trade.exitFraction ?? '1');
}

const decided = ({ state, trade }: Case): DecisionRecord => decide(state, trade, nowMs);

describe('an exit of what is owned', () => {
  test('is refused by nothing but halted and missing credentials: all that can be sold is ordered', () => {
    fc.assert(
      fc.property(passing, (one) => {
        const { state, trade } = one;
        const rules = rulesIn(state, trade.symbol);
        const all: Case = { state, trade: { ...trade, size: { kind: 'fraction', fraction: '1' }, exitFraction: '1' } };
        const available = sellable(state, trade.symbol);
        const record = decided(all);
        if (isDust(rules, available, priceFor(all))) {
          expect(record.code).toMatch(isPositive(available) ? /^DUST$/ : /^NOTHING_OWNED$/);
          return;
        }
        expect(record.plan?.quantity).toBe(floorToStep(available, rules.quantityStep));
        expect([record.outcome, record.code]).toEqual([state.mode === 'live' ? 'pending' : 'observed', null]);
      }),
      runs,
    );
  });

  test('in part is refused only where that part is too small to sell and the rest is not', () => {
    fc.assert(
      fc.property(passing, (one) => {
        const { state, trade } = one;
        const rules = rulesIn(state, trade.symbol);
        const available = sellable(state, trade.symbol);
        const wanted = wantedBy(one);
        const record = decided(one);
        if (record.plan !== null) {
          expect(record.outcome).toBe(state.mode === 'live' ? 'pending' : 'observed');
          return;
        }
        if (!isPositive(available)) expect(record.code).toBe('NOTHING_OWNED');
        else if (wanted === null) expect(record.code).toBe('PRICE_UNKNOWN');
        else {
          expect(record.code).toBe('DUST');
          expect(isDust(rules, smaller(wanted, available), priceFor(one))).toBe(true);
        }
      }),
      runs,
    );
  });

  test('is refused, and only then, when halted or without credentials', () => {
    fc.assert(
      fc.property(
        decidable.filter((one) => !mayExit(one)),
        (one) => {
          const { plan, code } = decided(one);
          expect(plan).toBeNull();
          expect(code).toBe(
            one.state.connection === 'credentials-missing' ? 'CREDENTIALS_MISSING' : 'TRADING_STATE_HALTED',
          );
        },
      ),
    );
  });

  test("sells no more than is owned or free, so that a person's own coins stay", () => {
    fc.assert(
      fc.property(decidable, (one) => {
        const { state, trade } = one;
        const { plan } = decided(one);
        if (plan === null) return;
        const rules = rulesIn(state, trade.symbol);
        expect(plan).toMatchObject({ side: 'sell', type: 'market', limitPrice: null, sendBeforeMs: null });
        expect(isMore(plan.quantity, sellable(state, trade.symbol))).toBe(false);
        expect(isMore(plan.quantity, state.positions[trade.symbol]?.ownedQuantity ?? '0')).toBe(false);
        expect(minus(plan.quantity, floorToStep(plan.quantity, rules.quantityStep))).toBe('0');
      }),
      runs,
    );
  });

  test('sells what was asked for, to the step, or all where the rest could not be sold any more', () => {
    fc.assert(
      fc.property(passing, (one) => {
        const { plan } = decided(one);
        const wanted = wantedBy(one);
        if (plan === null || wanted === null) return;
        const rules = rulesIn(one.state, plan.symbol);
        const available = sellable(one.state, plan.symbol);
        const part = floorToStep(smaller(wanted, available), rules.quantityStep);
        const rest = minus(available, part);
        const closes = !isPositive(rest) || isTooLittle(rules, rest, priceFor(one));
        expect(plan.quantity).toBe(closes ? floorToStep(available, rules.quantityStep) : part);
      }),
      runs,
    );
  });

  test('neither expires nor is limited: age, limits, losses, drift, switches and the connection change nothing', () => {
    fc.assert(
      fc.property(passing, ({ state, trade }) => {
        const { snapshot, markets, positions, openOrders } = state;
        const calm = connected({
          config: configOf('alice'),
          mode: state.mode,
          snapshot,
          markets,
          positions,
          openOrders,
        });
        const young: Trade = { ...trade, occurredAtMs: nowMs };
        expect(calm.global).toEqual(noGlobalOrder);
        const { plan, code, outcome } = decide(calm, young, nowMs);
        const record = decide(state, trade, nowMs);
        expect([record.plan, record.code, record.outcome]).toEqual([plan, code, outcome]);
      }),
      runs,
    );
  });

  test('is sent again after proven absence, but for halted and observe', () => {
    fc.assert(
      fc.property(decidable, ({ state, trade }) => {
        const { plan, ...record } = decide(
          { ...connected(), positions: state.positions, markets: state.markets },
          trade,
          nowMs,
        );
        const order: OpenOrder = { ...orderToSend(trade, { ...record, plan }, nowMs), state: 'waiting' };
        const refusal = resendRefusal(state, order, nowMs + 10 * 86_400_000);
        if (state.mode === 'observe') expect(refusal).toBe('MODE_OBSERVE');
        else expect(refusal).toBe(effectiveState(state) === 'halted' ? 'TRADING_STATE_HALTED' : null);
      }),
    );
  });
});

/** Half a step counts as nothing for an order, and as something that is left. */
const isTooLittle = (rules: MarketRules, rest: DecimalText, price: DecimalText | null): boolean =>
  isLess(rest, rules.minimumQuantity) || (price !== null && isLess(times(rest, price), rules.minimumCost));

describe('an exit is the next work of an account', () => {
  const entries = fc.array(
    fc.uuid().map((intentId) => tradeFromIntent(entry({ intentId }), 'live')),
    { maxLength: 3 },
  );

  test('at once, before entries, orders on other symbols, readings and the journal; nothing is read first', () => {
    fc.assert(
      fc.property(decidable, entries, ({ state, trade }, others) => {
        const queued: AccountState = { ...state, inbox: [...others, trade] };
        expect(nextWork(queued, nowMs)).toEqual({ kind: 'trade', trade });
        const isByMoney = trade.size?.kind === 'quote';
        if (!isByMoney) expect(needsRead(queued, trade, nowMs)).toBe(false);
      }),
      runs,
    );
  });

  test('or else an order on its symbol is: looked for when due, and waited for no longer than until then', () => {
    const busy = casesOf(accountStates()).filter(
      ({ state, trade }) =>
        mayExit({ state, trade }) &&
        state.openOrders.some(({ record, state: order }) => record.symbol === trade.symbol && order !== 'needs-review'),
    );
    fc.assert(
      fc.property(busy, entries, ({ state, trade }, others) => {
        const queued: AccountState = { ...state, inbox: [...others, trade] };
        const blocking = state.openOrders.filter(
          ({ record, state: order }) => record.symbol === trade.symbol && order !== 'needs-review',
        );
        const work = nextWork(queued, nowMs);
        if (blocking.some(({ nextLookAtMs }) => nextLookAtMs <= nowMs)) {
          expect(['look', 'send-again']).toContain(work.kind);
        }
        if (work.kind === 'wait') {
          expect(work.untilMs).toBeLessThanOrEqual(Math.min(...blocking.map(({ nextLookAtMs }) => nextLookAtMs)));
        }
        const settled: AccountState = {
          ...queued,
          openOrders: state.openOrders.filter((order) => !blocking.includes(order)),
        };
        expect(nextWork(settled, nowMs)).toEqual({ kind: 'trade', trade });
      }),
      runs,
    );
  });
});

test('exits of 20%, 20% and 100% leave nothing above dust, and every own coin', () => {
  const live = accountStates({ orderStates: ['needs-review'] })
    .map((state): AccountState => ({ ...state, mode: 'live', openOrders: [] }))
    .filter((state) => mayExit({ state, trade: exitOf(state, '1', 0) }));
  fc.assert(
    fc.property(live, (state) => {
      const symbol = symbolOf(state);
      const { base } = rulesIn(state, symbol);
      const ownedBefore = state.positions[symbol]?.ownedQuantity ?? '0';
      const total = plus(ownedBefore, '1.23456789');
      let next = withBalance(state, base, total);
      for (const [index, fraction] of ['0.2', '0.2', '1'].entries()) {
        const trade = exitOf(state, fraction, index);
        const { position, sold } = filled(next, trade);
        next = withBalance(position, base, minus(balanceOf(next, base), sold));
      }
      const left = next.positions[symbol]?.ownedQuantity ?? '0';
      const price = state.snapshot?.prices[symbol] ?? null;
      expect(isDust(rulesIn(state, symbol), left, price)).toBe(true);
      expect(minus(balanceOf(next, base), left)).toBe('1.23456789');
    }),
    runs,
  );
});

const exitOf = (state: AccountState, fraction: DecimalText, index: number): Trade =>
  tradeFromRequest(
    {
      orderId: `exit-${index}`,
      symbol: symbolOf(state),
      side: 'sell',
      size: { kind: 'fraction', fraction },
      requestedAtMs: nowMs,
    },
    'live',
  );

const balanceOf = ({ snapshot }: AccountState, base: string): DecimalText =>
  snapshot?.balances.find(({ asset }) => asset === base)?.total ?? '0';

/** As the exchange would tell it now. */
const withBalance = (state: AccountState, asset: string, total: DecimalText): AccountState => ({
  ...state,
  snapshot: {
    atMs: nowMs - 1,
    equityUsd: null,
    balances: [{ asset, total, free: total }],
    prices: state.snapshot?.prices ?? {},
    unpriced: [],
  },
});

/** The trade decided, sent and filled whole. */
function filled(state: AccountState, trade: Trade): { readonly position: AccountState; readonly sold: DecimalText } {
  const record = decide(state, trade, nowMs);
  if (record.plan === null) return { position: state, sold: '0' };
  const { quantity, clientOrderId } = record.plan;
  const report = reportOf({ clientOrderId, filledQuantity: quantity, cost: '1', feeAmount: '0' });
  const order = orderToSend(trade, record, nowMs);
  const accepted = { kind: 'accepted' as const, order: report, sentAtMs: nowMs };
  return { position: withSettled(afterPlacing(state, order, accepted, nowMs), nowMs), sold: quantity };
}

test('the record made in observe is the one made in live up to the send, in every state', () => {
  const trades = casesOf(accountStates()).chain((one) =>
    fc.record({ state: fc.constant(one.state), trade: fc.constantFrom(one.trade, copiedEntry(one.state)) }),
  );
  fc.assert(
    fc.property(trades, ({ state, trade }) => {
      const inMode = (mode: AccountState['mode']): readonly [object, string] => {
        const {
          mode: _m,
          outcome,
          averagePrice: _a,
          settledAtMs: _s,
          ...rest
        } = decide({ ...state, mode }, trade, nowMs);
        return [rest, outcome];
      };
      const [observed, seen] = inMode('observe');
      const [live, sent] = inMode('live');
      expect(observed).toEqual(live);
      expect(seen).toBe(sent === 'pending' ? 'observed' : sent);
    }),
    runs,
  );
});

const copiedEntry = (state: AccountState): Trade =>
  tradeFromIntent(entry({ intentId: 'copied', symbol: symbolOf(state) }), 'live');
