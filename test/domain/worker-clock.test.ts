import { expect, test } from 'vitest';
import type { OpenOrder } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import { afterLook, afterPlacing, orderToSend, type Settled } from '../../domain/open-order.ts';
import type { PlaceOutcome } from '../../domain/order.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import { connected, entry, nowMs } from './accounts.ts';

const state = connected();
const sent = (): OpenOrder => {
  const trade = tradeFromIntent(entry(), 'live');
  return orderToSend(trade, decide(state, trade, nowMs), nowMs);
};
/** What a worker tells whose clock is that far from ours: it sent, and 50 ms later knew no answer. */
const told = (clockMs: number, outcome: PlaceOutcome): Settled =>
  afterPlacing(state, sent(), outcome, nowMs + 50, nowMs + 50 + clockMs);
const unclear = (clockMs: number): PlaceOutcome => ({
  kind: 'unknown',
  reason: 'timeout',
  sentAtMs: nowMs + clockMs,
  fenceAtMs: nowMs + clockMs + 5_000,
});

test.each([0, -3_600_000, 3_600_000])(
  'a worker whose clock is %d ms off: nothing is sent twice before the fence, and no hour is lost after it',
  (clockMs) => {
    const { order } = told(clockMs, unclear(clockMs));
    const stateAfter = (lookAtMs: number) =>
      afterLook(state, order, { kind: 'absent' }, lookAtMs, lookAtMs).order.state;
    expect(stateAfter(nowMs + 5_900)).toBe('unknown');
    expect(stateAfter(nowMs + 6_001)).toBe('waiting');
  },
);

test.each([-3_600_000, 3_600_000])('a refusal that passes is repeated in our time, clock off by %d ms', (clockMs) => {
  const refused: PlaceOutcome = { kind: 'rejected', code: 'INVALID_NONCE', venueText: 'nonce', retryAfterMs: 500 };
  expect(told(clockMs, refused).order).toMatchObject({ state: 'waiting', nextLookAtMs: nowMs + 550 });
});

test('the record stays the one that the worker has journaled', () => {
  const atMs = nowMs + 50 - 3_600_000;
  const refused: PlaceOutcome = { kind: 'rejected', code: 'INVALID_ORDER', venueText: 'no', retryAfterMs: null };
  expect(told(-3_600_000, refused).order.record.settledAtMs).toBe(atMs);
});
