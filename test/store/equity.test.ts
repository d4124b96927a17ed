import { expect, onTestFinished, test } from 'vitest';
import { openEquityHistory } from '../../store/equity-history.ts';
import type { EquityHistory, EquityPoint } from '../../store/equity.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { execute, onBothDatabases } from './databases.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A UTC midnight. */
const start = Date.UTC(2026, 0, 1);

const point = (accountId: string, atMs: number, equityUsd: string, more: Partial<EquityPoint> = {}): EquityPoint => ({
  accountId,
  atMs,
  equityUsd,
  role: accountId === 'master' ? 'master' : 'user',
  sandbox: false,
  ...more,
});

const whole = { fromMs: null, beforeMs: null };
const everybody = ['master', 'ann', 'bob'];

onBothDatabases((newUrl) => {
  let now = start;
  const openAt = (url: string): EquityHistory => {
    const history = openEquityHistory({ url, patienceMs: 20_000, now: () => now });
    onTestFinished(() => history.close());
    return history;
  };
  const opened = async (): Promise<EquityHistory> => openAt(await newUrl());

  test('what was written is there for the next process, to the last digit, and once', async () => {
    const url = await newUrl();
    const history = openAt(url);
    now = start + hour;
    const points = [
      point('ann', start, '1000.123456789'),
      point('ann', start + 10 * minute, '1010'),
      point('ann', start + 10 * minute, '1010'),
      point('bob', start, '5', { sandbox: true }),
    ];
    await history.write(points);
    await history.write(points);
    await history.write([point('ann', start + 10 * minute - 1, '990')]);
    expect(await openAt(url).ofAccount('ann', whole)).toEqual([
      { atMs: start, equityUsd: '1000.123456789', sandbox: false },
      { atMs: start + 10 * minute - 1, equityUsd: '990', sandbox: false },
      { atMs: start + 10 * minute, equityUsd: '1010', sandbox: false },
    ]);
    expect(await history.ofAccount('bob', whole)).toEqual([{ atMs: start, equityUsd: '5', sandbox: true }]);
    expect(await history.ofAccount('nobody', whole)).toEqual([]);
  });

  test('an account that is not read for a while does not look like a loss in the total', async () => {
    const history = await opened();
    now = start + 6 * hour;
    await history.write([
      point('master', start, '50000'),
      point('ann', start, '1000.10'),
      point('bob', start, '500.2'),
      point('ann', start + hour, '1100.10'),
      point('ann', start + 2 * hour, '1200.10'),
      point('bob', start + 5 * hour, '400.2'),
    ]);
    const total = (atMs: number, usersUsd: string) => ({ atMs, usersUsd, masterUsd: '50000' });
    expect(await history.totals(whole, everybody)).toEqual({
      real: [
        total(start, '1500.3'),
        total(start + hour, '1600.3'),
        total(start + 2 * hour, '1700.3'),
        total(start + 5 * hour, '1600.3'),
      ],
      play: [],
    });
  });

  test('a range begins with what was known before it, also of accounts that are silent in all of it', async () => {
    const history = await opened();
    now = start + 30 * hour;
    await history.write([
      point('master', start, '9'),
      point('bob', start + minute, '70'),
      point('ann', start + hour, '30'),
      point('ann', start + 29 * hour, '31'),
    ]);
    const range = { fromMs: start + 10 * hour, beforeMs: null };
    expect((await history.totals(range, everybody)).real).toEqual([
      { atMs: start + 10 * hour, usersUsd: '100', masterUsd: '9' },
      { atMs: start + 29 * hour, usersUsd: '101', masterUsd: '9' },
    ]);
    expect(await history.ofAccount('bob', range)).toEqual([
      { atMs: start + 10 * hour, equityUsd: '70', sandbox: false },
    ]);
    const ended = { fromMs: start, beforeMs: start + hour };
    expect((await history.totals(ended, everybody)).real.at(-1)).toMatchObject({ usersUsd: '70' });
    expect((await history.totals({ fromMs: now + day, beforeMs: null }, everybody)).real).toEqual([]);
  });

  test('play money never adds to real money, also when an account goes from one to the other', async () => {
    const history = await opened();
    now = start + 6 * hour;
    await history.write([
      point('ann', start, '1000'),
      point('bob', start, '99999', { sandbox: true }),
      point('bob', start + hour, '10', { sandbox: false }),
    ]);
    expect(await history.totals(whole, everybody)).toEqual({
      real: [
        { atMs: start, usersUsd: '1000', masterUsd: null },
        { atMs: start + hour, usersUsd: '1010', masterUsd: null },
      ],
      play: [
        { atMs: start, usersUsd: '99999', masterUsd: null },
        { atMs: start + hour, usersUsd: null, masterUsd: null },
      ],
    });
  });

  test('an account that is gone counts until it was seen last, and no longer', async () => {
    const history = await opened();
    now = start + 6 * hour;
    await history.write([
      point('ann', start, '1000'),
      point('bob', start, '500'),
      point('bob', start + hour, '600'),
      point('ann', start + 3 * hour, '1001'),
    ]);
    const usersOf = async (fromMs: number | null, present: readonly string[] | null) =>
      (await history.totals({ fromMs, beforeMs: null }, present)).real.map(({ usersUsd }) => usersUsd);
    expect(await usersOf(null, ['ann'])).toEqual(['1500', '1600', '1000', '1001']);
    expect(await usersOf(start + 2 * hour, ['ann'])).toEqual(['1000', '1001']);
    expect(await usersOf(null, null)).toEqual(['1500', '1600', '1601']);
  });

  test('a series never holds more than some 500 points, whatever the range', async () => {
    const history = await opened();
    now = start + 400 * day;
    const every = (stepMs: number, fromMs: number) =>
      Array.from({ length: Math.ceil((now - fromMs) / stepMs) }, (_, index) =>
        point('ann', fromMs + index * stepMs, `${index}`),
      );
    await history.write([
      ...every(day, start),
      ...every(6 * hour, now - 40 * day),
      ...every(2 * minute, now - 30 * hour),
    ]);
    const lengthOf = async (backMs: number) => {
      const range = { fromMs: now - backMs, beforeMs: null };
      const { real } = await history.totals(range, ['ann']);
      expect((await history.ofAccount('ann', range)).map(({ atMs }) => atMs)).toEqual(real.map(({ atMs }) => atMs));
      return real.length;
    };
    expect(await lengthOf(day)).toBeGreaterThan(450);
    expect(await lengthOf(day)).toBeLessThanOrEqual(502);
    expect(await lengthOf(30 * day)).toBeGreaterThan(120);
    expect(await lengthOf(30 * day)).toBeLessThanOrEqual(502);
    expect(await lengthOf(399 * day)).toBeGreaterThan(390);
    expect(await lengthOf(399 * day)).toBeLessThanOrEqual(502);
  });

  test('what is old is thinned out to hours, then days; nothing that is known is lost by it', async () => {
    const url = await newUrl();
    const history = openAt(url);
    now = start + 3 * hour;
    const minutes = Array.from({ length: 180 }, (_, index) => point('ann', start + index * minute, `${index}`));
    await history.write([...minutes, point('bob', start, '7')]);
    expect(await history.ofAccount('ann', whole)).toHaveLength(180);
    now = start + 2 * day + 4 * hour;
    await history.write([point('ann', now, '500')]);
    const hourly = await history.ofAccount('ann', whole);
    expect(hourly.map(({ equityUsd }) => equityUsd)).toEqual(['59', '119', '179', '500']);
    await execute(url, `delete from equity_points where step <> 'minute'`);
    await execute(url, `insert into equity_points values ('day', ${start}, 'zoe', ${start}, 'user', 0, '0', 0)`);
    // The minutes are gone but for the last ones: they are what the range begins with.
    const range = { fromMs: now - day, beforeMs: null };
    expect(await history.ofAccount('ann', range)).toEqual([
      { atMs: now - day, equityUsd: '179', sandbox: false },
      { atMs: now, equityUsd: '500', sandbox: false },
    ]);
    expect(await history.ofAccount('bob', range)).toEqual([{ atMs: now - day, equityUsd: '7', sandbox: false }]);
    expect((await history.totals(range, null)).real.map(({ usersUsd }) => usersUsd)).toEqual(['186', '507']);
  });

  test('a backlog is thinned out in bounded steps', async () => {
    const url = await newUrl();
    const history = openAt(url);
    now = start + day;
    const minutes = Array.from({ length: 1_200 }, (_, index) => point('ann', start + index * minute, `${index}`));
    await history.write(minutes);
    now = start + 10 * day;
    const detail = { fromMs: start, beforeMs: start + day };
    await history.write([point('ann', now, '1')]);
    const left = async () => {
      const before = now;
      now = start + day;
      const { length } = await history.ofAccount('ann', detail);
      now = before;
      return length;
    };
    expect(await left()).toBeGreaterThan(200);
    await history.write([]);
    await history.write([]);
    expect(await left()).toBe(1);
  });

  test('a closed database is told as unavailable', async () => {
    const history = await opened();
    await history.write([point('ann', start, '1')]);
    await history.close();
    await expect(history.write([point('ann', start, '1')])).rejects.toThrow(JournalUnavailable);
  });
});
