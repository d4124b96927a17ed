import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../domain/decide.ts';
import { isMore, type DecimalText } from '../../domain/decimal.ts';
import { nowMs } from './accounts.ts';
import { entryFacts, stateFrom, tradeFrom } from './arbitrary-entry.ts';

test('a purchase under way takes nothing of what is free in another currency, and its part of the same', () => {
  fc.assert(
    fc.property(entryFacts, fc.constantFrom('EUR', 'USDT', 'BTC'), (facts, other) => {
      const { rules } = facts;
      const state = stateFrom({ ...facts, onOrderUsd: '5000', exposureShareUsd: null });
      const elsewhere = (quote: string): DecimalText => {
        const symbol = `ZZZ/${quote}`;
        const openOrders = state.openOrders.map((one) => ({ ...one, record: { ...one.record, symbol } }));
        return decide({ ...state, openOrders }, tradeFrom(facts), nowMs).plan?.quantity ?? '0';
      };
      const alone = decide({ ...state, openOrders: [] }, tradeFrom(facts), nowMs).plan?.quantity ?? '0';
      if (other !== rules.quote) expect(elsewhere(other)).toBe(alone);
      expect(isMore(elsewhere(rules.quote), alone)).toBe(false);
    }),
  );
});
