import { expect, test } from 'vitest';
import type { LiveEvent } from '../../web/live-events.ts';
import { withLiveEvents } from '../../web/live-trades.ts';
import { recentEvents } from '../../web/recent-events.ts';
import { intent, record } from '../store/records.ts';

type Changes = Parameters<typeof record>[0];

const traded = (sequence: number, delivered: readonly string[] = ['a', 'b']): LiveEvent => ({
  kind: 'intent',
  intent: intent({ intentId: `trade-${sequence}`, sequence, delivered, undelivered: [] }),
});
const decided = (accountId: string, changes: Changes = {}): LiveEvent => ({
  kind: 'decision',
  decision: record({ intentId: 'trade-1', accountId, outcome: 'filled', ...changes }),
});

const outcomes = (events: readonly LiveEvent[], before: Parameters<typeof withLiveEvents>[0] = []) =>
  withLiveEvents(before, events, 10).map(({ intentId, accounts }) => [
    intentId,
    Object.fromEntries(accounts.map(({ accountId, outcome }) => [accountId, outcome])),
  ]);

test('an outcome that is told before its trade is not taken for "under way"', () => {
  const recent = recentEvents();
  recent.remember([decided('a')]);
  recent.remember([traded(1)]);
  expect(outcomes(recent.heard('trade-1'))).toEqual([['trade-1', { a: 'filled', b: 'pending' }]]);
  expect(recent.heard('trade-2')).toEqual([]);
});

test('an answer that was read before the latest outcomes does not take them back', () => {
  const recent = recentEvents();
  recent.remember([traded(1), decided('a', { outcome: 'unknown' })]);
  const read = withLiveEvents([], recent.heard(), 10);
  recent.remember([decided('a'), decided('b', { outcome: 'skipped' }), traded(2, ['a'])]);
  expect(outcomes(recent.heard(), read)).toEqual([
    ['trade-2', { a: 'pending' }],
    ['trade-1', { a: 'filled', b: 'skipped' }],
  ]);
});

test('a remembered trade that is older than the list takes no newer one’s place', () => {
  const read = withLiveEvents([], [traded(3), traded(4)], 10);
  expect(withLiveEvents(read, [traded(1), traded(2)], 2).map(({ sequence }) => sequence)).toEqual([4, 3]);
});

test('the master’s own order is no copy, and several orders for one trade are summed up by the server alone', () => {
  const recent = recentEvents();
  recent.remember([traded(1), decided('a'), decided('a', { leg: 'rest-1' }), decided('a')]);
  recent.remember([decided('master', { origin: 'own' })]);
  expect(outcomes(recent.heard())).toEqual([['trade-1', { a: 'pending', b: 'pending' }]]);
  expect(outcomes([traded(1), decided('master', { origin: 'own' })])).toEqual([
    ['trade-1', { a: 'pending', b: 'pending' }],
  ]);
});

test('only the latest trades are remembered, however many there are', () => {
  const recent = recentEvents();
  for (let sequence = 1; sequence <= 500; sequence += 1) recent.remember([traded(sequence)]);
  expect(recent.heard()).toHaveLength(30);
  expect(recent.heard('trade-500')).toHaveLength(1);
  recent.forget();
  expect(recent.heard()).toEqual([]);
});
