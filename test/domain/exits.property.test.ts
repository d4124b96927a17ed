import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountReading } from '../../domain/account-reads.ts';
import type { AccountState, OpenOrder } from '../../domain/account-state.ts';
import { afterReading } from '../../domain/after-reading.ts';
import { decide } from '../../domain/decide.ts';
import { floorToStep, isMore, isPositive, minus, smaller } from '../../domain/decimal.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { effectiveState } from '../../domain/effective-state.ts';
import { noGlobalOrder } from '../../domain/global-order.ts';
import { orderToSend, resendRefusal } from '../../domain/open-order.ts';
import type { Trade } from '../../domain/trade.ts';
import { configOf, connected, nowMs, snapshotOf } from './accounts.ts';
import {
  decidable,
  isDust,
  isTooLittle,
  mayExit,
  passing,
  priceFor,
  rulesIn,
  sellable,
  wantedBy,
  type Case,
} from './exit-cases.ts';

const runs = { numRuns: 300 };

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

test('a listing that lacks the market of what is owned refuses no exit, and lets nothing be bought', () => {
  fc.assert(
    fc.property(passing, (one) => {
      const { state, trade } = one;
      const { symbol } = trade;
      const snapshot = snapshotOf({ balances: state.snapshot?.balances ?? [], prices: state.snapshot?.prices ?? {} });
      const whole: AccountState = { ...state, snapshot };
      const markets = { [symbol]: null };
      const reading: AccountReading = {
        kind: 'read',
        snapshot,
        markets,
        permissions: null,
        findings: null,
        lastNonce: '1',
      };
      const read = afterReading(whole, reading, nowMs, 0).state;
      expect(decide({ ...read, positions: whole.positions }, trade, nowMs).plan).toEqual(
        decided({ ...one, state: whole }).plan,
      );
      expect(read.markets[symbol]?.active).toBe(false);
    }),
  );
});
