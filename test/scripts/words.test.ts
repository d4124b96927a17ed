import { expect, test } from 'vitest';
import { driftInWords } from '../../scripts/drift-in-words.ts';
import { withAccountEvents } from '../../scripts/history/account-events.ts';
import type { HistoryLine } from '../../scripts/history/run-in-words.ts';
import { event } from '../store/records.ts';

test('drift is told with what was meant, how far off it is, and why', () => {
  const drift = [
    { symbol: 'BTC/USD', target: '1', actual: '0.25', ratio: '0.75', cause: 'EXTERNAL_REDUCTION' },
    { symbol: 'ETH/USD', target: '0', actual: '0.5', ratio: '1', cause: 'PARTIAL_FILL' },
  ];
  expect(driftInWords({ accountId: 'alice', drift })).toEqual([
    'alice: owns 0.25 BTC/USD, its latest order was to leave 1 (75% off): sold or withdrawn by hand: it no longer counts as owned',
    'alice: owns 0.5 ETH/USD, its latest order was to leave nothing: its order filled in part',
  ]);
});

test('what happened at the exchange stands in its place in time, in the run that saw it', () => {
  const line = (atMs: number, runId: string): HistoryLine => ({ atMs, runId, type: 'run', text: `${atMs}` });
  const lines = [line(10, 'first'), line(20, 'first'), line(30, 'second'), line(40, 'second')];
  const events = [event({ eventId: 'late', atMs: 50 }), event({ atMs: 25 }), event({ eventId: 'early', atMs: 5 })];
  const told = withAccountEvents(lines, events);
  expect(told.map(({ atMs, runId, type }) => `${atMs} ${runId} ${type}`)).toEqual([
    ...['5 first event', '10 first run', '20 first run', '25 first event'],
    ...['30 second run', '40 second run', '50 second event'],
  ]);
  expect(told[3]?.text).toBe(
    'BTC/USD: sold or withdrawn by hand: it no longer counts as owned (owned 0.5, balance 0.2)',
  );
  expect(withAccountEvents(lines, [])).toEqual(lines);
});
