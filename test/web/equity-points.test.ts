import { expect, test } from 'vitest';
import { curveOf, evenly, isFresh, sumOfCurves, untilNow } from '../../web/overview/equity-points.ts';
import { changeInWords, spanInWords } from '../../web/overview/equity-words.ts';

const curve = (...points: readonly (readonly [atMs: number, usd: string])[]) =>
  points.map(([atMs, usd]) => ({ atMs, usd }));

test('an account that was not read does not look like a loss in the sum', () => {
  const sum = sumOfCurves([curve([1, '100.1'], [4, '110.1'], [5, '-10']), curve([2, '50.02'], [4, '40.02']), []], 0);
  expect(sum).toEqual(curve([1, '100.1'], [2, '150.12'], [4, '150.12'], [5, '30.02']));
  expect(sumOfCurves([], 0)).toEqual([]);
});

test('accounts that were asked for one after the other do not look like a gain where the sum begins', () => {
  const sum = sumOfCurves([curve([10, '100'], [30, '101']), curve([12, '50'])], 12);
  expect(sum).toEqual(curve([12, '150'], [30, '151']));
});

test('a curve is of the money that the account has by now', () => {
  const point = (atMs: number, equityUsd: string, sandbox: boolean) => ({ atMs, equityUsd, sandbox });
  const points = [point(1, '5', false), point(2, '90000', true), point(3, '7', false), point(4, '8', false)];
  expect(curveOf(points)).toEqual(curve([3, '7'], [4, '8']));
  expect(curveOf([])).toEqual([]);
});

test('each stretch of time has the same room, whatever was read in it', () => {
  expect(evenly(curve([0, '1'], [10, '2'], [100, '3']), 6)).toEqual(
    curve([0, '1'], [20, '2'], [40, '2'], [60, '2'], [80, '2'], [100, '3']),
  );
  expect(evenly(curve([5, '1']), 6)).toEqual(curve([5, '1']));
  expect(evenly([], 6)).toEqual([]);
});

test('what was read lately holds until now; what is old is not told as new', () => {
  const minute = 60_000;
  const read = curve([0, '1'], [minute, '2']);
  expect(untilNow(read, 5 * minute)).toEqual([...read, { atMs: 5 * minute, usd: '2' }]);
  expect(untilNow(read, 60 * minute)).toEqual(read);
  expect(isFresh(read, 60 * minute)).toBe(false);
  expect(untilNow([], 5)).toEqual([]);
});

test('the change in words', () => {
  const now = Date.UTC(2026, 0, 2);
  expect(changeInWords(curve([0, '1000'], [now, '1100']), now)).toMatch(
    /^Equity rose from \$1,000\.00 \(1 Jan 1970, \d\d:\d\d\) to \$1,100\.00, by \$100\.00 or 10\.0%\.$/,
  );
  expect(changeInWords(curve([0, '1000'], [now, '998.5']), now)).toMatch(
    /^Equity fell from .* to \$998\.50, by \$1\.50 or 0\.15%\.$/,
  );
  expect(changeInWords(curve([0, '0'], [now, '5']), now)).toMatch(/ to \$5\.00, by \$5\.00\.$/);
  expect(changeInWords(curve([0, '-5'], [now, '5']), now)).toMatch(/rose from -\$5\.00 .* by \$10\.00\.$/);
  expect(changeInWords(curve([0, '5.0'], [now, '5']), now)).toMatch(/^Equity is \$5\.00, as it was at /);
  expect(changeInWords([], now)).toBe('Equity is not known yet.');
  expect(spanInWords(curve([0, '9'], [1, '100'], [2, '20']))).toBe('Lowest $9.00, highest $100.00.');
});
