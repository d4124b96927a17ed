import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { needsRead } from '../../domain/decide.ts';
import { nextWork } from '../../domain/next-work.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import { entry, nowMs } from './accounts.ts';
import { accountStates } from './arbitrary-account.ts';
import { casesOf, decidable, mayExit } from './exit-cases.ts';

const runs = { numRuns: 300 };

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
