import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { symbolsToRead } from '../../domain/account-reads.ts';
import { withDecided } from '../../domain/account-transitions.ts';
import { decide, needsRead } from '../../domain/decide.ts';
import { tradeFromIntent, type Trade } from '../../domain/trade.ts';
import { connected, entry, nowMs, rulesOf, snapshotOf } from './accounts.ts';
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

test('a second purchase right after one whose price was not read yet waits for the price, and is not skipped', () => {
  const both = { 'BTC/USD': rulesOf('BTC/USD'), 'ETH/USD': rulesOf('ETH/USD') };
  const before = connected({
    mode: 'observe',
    markets: both,
    snapshot: snapshotOf({ prices: { 'BTC/USD': '60000' } }),
  });
  const ofEth = entry({ symbol: 'ETH/USD', masterFill: { quantity: '1', averagePrice: '3000' } });
  const state = withDecided(before, decide(before, tradeFromIntent(ofEth, 'observe'), nowMs));
  const next = tradeFromIntent(entry(), 'observe');
  expect([needsRead(before, next, nowMs), needsRead(state, next, nowMs)]).toEqual([false, true]);
  expect(symbolsToRead(state)).toContain('ETH/USD');
  const read = { ...state, snapshot: snapshotOf({ prices: { 'BTC/USD': '60000', 'ETH/USD': '3000' } }) };
  expect(needsRead(read, next, nowMs)).toBe(false);
  expect(decide(read, next, nowMs).outcome).toBe('observed');
});
