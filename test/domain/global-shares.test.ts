import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMore, larger, plus } from '../../domain/decimal.ts';
import { exposureShares, type ShareTaker } from '../../domain/global-shares.ts';

const live = (accountId: string, equityUsd: string | null, heldUsd = '0'): ShareTaker => ({
  ...{ accountId, equityUsd, heldUsd },
  isLive: true,
});
const observing = (accountId: string, equityUsd: string | null, heldUsd = '0'): ShareTaker => ({
  ...{ accountId, equityUsd, heldUsd },
  isLive: false,
});

describe('parts of the limit on exposure', () => {
  test('are in proportion to equity; alone an account has it all; without known equity, nothing', () => {
    expect(exposureShares('1000', [live('a', '30000')])).toEqual({ a: '1000' });
    expect(exposureShares('1000', [live('a', '3000'), live('b', '1000'), live('c', null), live('d', '0')])).toEqual({
      ...{ a: '750', b: '250', c: '0', d: '0' },
    });
  });

  test('what one already holds above its part is taken from the others, not allowed on top', () => {
    const shares = exposureShares('1000', [live('a', '1000', '900'), live('b', '1000'), live('c', '1000')]);
    expect(shares).toEqual({ a: '50', b: '50', c: '50' });
    expect(exposureShares('1000', [live('a', '1000', '1200'), live('b', '9000')])).toEqual({ a: '0', b: '0' });
    expect(exposureShares('1000', [live('gone', null, '400'), live('b', '9000')])).toMatchObject({ b: '600' });
  });

  test('an observing account is told what it could hold if it were live, and takes nothing from anybody', () => {
    expect(exposureShares('1000', [live('a', '1000'), observing('b', '3000'), observing('c', '1000')])).toEqual({
      ...{ a: '1000', b: '750', c: '500' },
    });
    expect(exposureShares('1000', [live('a', '1000', '900'), observing('b', '1000')])).toEqual({ a: '1000', b: '100' });
  });
});

const amount = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2));
const taker = fc.record({
  isLive: fc.boolean(),
  equityUsd: fc.option(amount, { nil: null, freq: 8 }),
  heldUsd: fc.oneof(fc.constant('0'), amount),
});
const takers = fc
  .array(taker, { maxLength: 12 })
  .map((all) => all.map((one, index): ShareTaker => ({ ...one, accountId: `a${index}` })));

test('live accounts that fill their parts, beside what is held already, never hold more than the limit', () => {
  fc.assert(
    fc.property(amount, takers, (limit, all) => {
      const shares = exposureShares(limit, all);
      const held = all.reduce((sum, { heldUsd }) => plus(sum, heldUsd), '0');
      const most = all.reduce((sum, { accountId, isLive, heldUsd }) => {
        return plus(sum, isLive ? larger(shares[accountId] ?? '0', heldUsd) : heldUsd);
      }, '0');
      expect(isMore(most, larger(limit, held))).toBe(false);
      const sum = all.filter(({ isLive }) => isLive).reduce((so, one) => plus(so, shares[one.accountId] ?? '0'), '0');
      expect(isMore(sum, limit)).toBe(false);
    }),
    { numRuns: 700 },
  );
});

test('an observing account is told the same as it would be told live: its record would be the same', () => {
  fc.assert(
    fc.property(amount, takers, fc.nat(), (limit, all, pick) => {
      const observers = all.filter(({ isLive }) => !isLive);
      const one = observers[pick % Math.max(1, observers.length)];
      if (one === undefined) return;
      const asLive = all.map((other) => (other === one ? { ...one, isLive: true } : other));
      expect(exposureShares(limit, all)[one.accountId]).toBe(exposureShares(limit, asLive)[one.accountId]);
    }),
    { numRuns: 500 },
  );
});
