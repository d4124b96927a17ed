import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEquitySampler } from '../../server/equity-sampler.ts';
import { LockstepRefusal, type AccountView } from '../../server/lockstep.ts';
import { openEquityHistory } from '../../store/equity-history.ts';
import type { EquityHistory, EquityPoint } from '../../store/equity.ts';
import { recordingLockstep } from './recording-lockstep.ts';
import { serve, serving } from './serve.ts';

serving();

const hour = 3_600_000;
const start = Date.now() - 30 * hour;
const at = (hours: number): number => start + hours * hour;
const iso = (hours: number): string => new Date(at(hours)).toISOString();
const whole = { fromMs: null, beforeMs: null };

const point = (accountId: string, hours: number, equityUsd: string): EquityPoint => ({
  accountId,
  atMs: at(hours),
  equityUsd,
  role: accountId === 'master' ? 'master' : 'user',
  sandbox: false,
});

const [known] = await recordingLockstep().accounts();

function newHistory(): EquityHistory {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-equity-'));
  const history = openEquityHistory({ url: `file:${join(folder, 'journal.db')}`, patienceMs: 10_000 });
  onTestFinished(async () => {
    await history.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return history;
}

async function filled(): Promise<EquityHistory> {
  const history = newHistory();
  await history.write([
    point('master', 0, '50000'),
    point('ann', 0, '1000'),
    point('bob', 0, '77'),
    point('carl', 1, '3'),
    point('ann', 20, '1100.5'),
  ]);
  return history;
}

describe('routes', () => {
  test('the owner gets the users’ sum beside the master; who is gone counts no more', async () => {
    const { ask } = await serve('owner', { equity: await filled() });
    const { status, json } = await ask('GET', `/api/equity?from=${iso(0)}&to=${iso(25)}`);
    expect(status).toBe(200);
    const { real, play } = json as Awaited<ReturnType<EquityHistory['totals']>>;
    expect(real[0]).toEqual({ atMs: at(0), usersUsd: '1077', masterUsd: '50000' });
    expect(real[1]).toMatchObject({ atMs: at(1), usersUsd: '1080' });
    expect(real.at(-1)).toEqual({ atMs: at(20), usersUsd: '1177.5', masterUsd: '50000' });
    expect(play).toEqual([]);
  });

  test('while nobody can tell who there is, what is known is shown', async () => {
    const { ask, lockstep } = await serve('owner', { equity: await filled() });
    lockstep.failNext(new LockstepRefusal('unavailable', 'no account answers'));
    const { status, json } = await ask('GET', '/api/equity');
    expect(status).toBe(200);
    expect((json as Awaited<ReturnType<EquityHistory['totals']>>).real.at(-1)).toMatchObject({ usersUsd: '1180.5' });
  });

  test('a member gets the own account alone: no sum, no master, nobody else', async () => {
    const { ask } = await serve('ann', { equity: await filled() });
    const own = await ask('GET', `/api/accounts/ann/equity?from=${iso(10)}`);
    expect(own.status).toBe(200);
    expect(own.json).toEqual({
      points: [
        { atMs: at(10), equityUsd: '1000', sandbox: false },
        { atMs: at(20), equityUsd: '1100.5', sandbox: false },
      ],
    });
    for (const path of ['/api/equity', '/api/accounts/bob/equity', '/api/accounts/master/equity']) {
      const refused = await ask('GET', path);
      expect(refused.status).toBe(403);
      expect(refused.text).not.toMatch(/77|50000|atMs/);
    }
  });

  test.each([
    ['/api/equity?from=yesterday', 'from'],
    ['/api/equity?from=2026-02-30', 'from'],
    ['/api/equity?from=2026-02-02&to=2026-02-01', 'from'],
    ['/api/accounts/ann/equity?to=1', 'to'],
    ['/api/accounts/ann/equity?since=2026-01-01', 'since'],
  ])('%s: 400 with its path', async (path, wrong) => {
    const { ask } = await serve('owner');
    const { status, json } = await ask('GET', path);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { issues: [{ path: wrong }] } });
  });

  test('an account that nobody has: 404; one without a curve yet: none', async () => {
    const { ask } = await serve('owner', { equity: await filled() });
    expect((await ask('GET', '/api/accounts/nobody/equity')).status).toBe(404);
    const { ask: askEmpty } = await serve('owner', { equity: newHistory() });
    expect((await askEmpty('GET', '/api/accounts/ann/equity')).json).toEqual({ points: [] });
    expect((await askEmpty('GET', '/api/equity')).json).toEqual({ real: [], play: [] });
  });
});

describe('the sampler', () => {
  const view = (accountId: string, more: Partial<AccountView>): AccountView => ({
    ...(known as AccountView),
    ...{ accountId, role: 'user', equityUsd: '10', equityAtMs: Date.now() - 60_000, ...more },
  });

  test('writes what is known and fresh: an unknown worth is no zero, a stale one no news', async () => {
    const history = newHistory();
    const startedMs = Date.now() - 120_000;
    const atMs = startedMs + 1;
    const accounts = [
      view('ann', { equityUsd: '1000.25', equityAtMs: atMs }),
      view('play', { equityUsd: '5', equityAtMs: atMs, sandbox: true }),
      view('before', { equityUsd: '7', equityAtMs: startedMs - 60_000 }),
      view('empty', { equityUsd: '0', equityAtMs: atMs }),
      view('unknown', { equityUsd: null }),
      view('never', { equityAtMs: null }),
      view('stale', { equityAtMs: Date.now() - hour }),
      view('silent', { equityUsd: null, equityAtMs: null, connection: 'not-connected' }),
      view('stopped', { equityUsd: '8', equityAtMs: atMs, isRunning: false }),
    ];
    const sampler = startEquitySampler({
      lockstep: { accounts: () => Promise.resolve(accounts) },
      history,
      tell: (message) => expect.unreachable(message),
      now: () => startedMs,
    });
    onTestFinished(() => sampler.stop());
    await vi.waitFor(async () => expect(await history.ofAccount('ann', whole)).not.toEqual([]), 10_000);
    expect(await history.ofAccount('ann', whole)).toEqual([{ atMs, equityUsd: '1000.25', sandbox: false }]);
    expect(await history.ofAccount('play', whole)).toEqual([{ atMs, equityUsd: '5', sandbox: true }]);
    expect(await history.ofAccount('empty', whole)).toEqual([{ atMs, equityUsd: '0', sandbox: false }]);
    // So that a sum doesn't begin with some of its accounts and rise with the others.
    expect(await history.ofAccount('before', whole)).toEqual([{ atMs: startedMs, equityUsd: '7', sandbox: false }]);
    expect(await history.ofAccount('stopped', whole)).toEqual([{ atMs, equityUsd: '8', sandbox: false }]);
    for (const id of ['unknown', 'never', 'stale', 'silent']) expect(await history.ofAccount(id, whole)).toEqual([]);
  });

  test('trouble is told once as long as it lasts, ends by itself, and is told anew when it comes again', async () => {
    const told: string[] = [];
    const written: (readonly EquityPoint[])[] = [];
    const trouble = [true, true, true, false, true, true];
    const sampler = startEquitySampler({
      lockstep: {
        accounts: () =>
          trouble.shift() === true ? Promise.reject(new Error('nobody answers')) : Promise.resolve([view('ann', {})]),
      },
      history: { write: async (points) => void written.push(points) },
      tell: (message) => told.push(message),
      everyMs: 1,
    });
    onTestFinished(() => sampler.stop());
    await vi.waitFor(() => expect(written.length).toBeGreaterThan(2));
    expect(told).toEqual(['the equity curve has a gap: nobody answers', 'the equity curve has a gap: nobody answers']);
    sampler.stop();
    const { length } = written;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(written.length).toBeLessThanOrEqual(length + 1);
  });

  test('a database that is gone is told in one line and ends nothing', async () => {
    const history = newHistory();
    await history.close();
    const told: string[] = [];
    const sampler = startEquitySampler({
      lockstep: { accounts: () => Promise.resolve([view('ann', {})]) },
      history,
      tell: (message) => told.push(message),
      everyMs: 5,
    });
    onTestFinished(() => sampler.stop());
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatch(/^the equity curve has a gap: Journal .* can't be used: it was closed$/);
  });
});
