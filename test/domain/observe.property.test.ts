import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import { tradeFromIntent, type Trade } from '../../domain/trade.ts';
import { entry, nowMs } from './accounts.ts';
import { accountStates } from './arbitrary-account.ts';
import { casesOf, symbolOf } from './exit-cases.ts';

const runs = { numRuns: 300 };

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
