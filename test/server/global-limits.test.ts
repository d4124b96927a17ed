import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { EditedGlobalLimits } from '../../config/global-limits.ts';
import { loadConfig } from '../../config/load-config.ts';
import { globalLimitsBook } from '../../scripts/up/global-limits-book.ts';
import { watchGlobalLimits } from '../../scripts/up/global-limits.ts';
import { LockstepRefusal } from '../../server/lockstep.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { openGlobalLimits } from '../../store/open-global-limits.ts';
import { configFolder, master } from '../config/config-folder.ts';
import { serve, serving } from './serve.ts';

serving();

const ofFile = { maxExposureUsd: '5000', maxDailyLossUsd: null };
const stricter = { maxExposureUsd: '100', maxDailyLossUsd: '50' };

/** Problems of accounts apart. */
function loaded(configDir: string, editedLimits: EditedGlobalLimits) {
  const { globalLimits, fileGlobalLimits, problems } = loadConfig({ configDir, env: {}, editedLimits });
  return { globalLimits, fileGlobalLimits, problems: problems.filter(({ accountId }) => accountId === null) };
}

/** A server over a file and a database, and what a process that starts now takes the limits to be. */
async function keeping(file: unknown = { max_exposure_usd: '5000' }) {
  const configDir = configFolder({ 'master.json': master, 'global.json': file });
  const url = pathToFileURL(join(configDir, 'journal.db')).href;
  const stored = openGlobalLimits({ url, patienceMs: 10_000 });
  onTestFinished(() => stored.close());
  const watched = await watchGlobalLimits(stored, () => undefined);
  onTestFinished(() => {
    watched.stop();
  });
  const load = () => loaded(configDir, watched.now());
  const globalLimits = globalLimitsBook({
    stored,
    readFile: () => load().fileGlobalLimits,
    refresh: () => watched.refresh(),
  });
  return { ...(await serve('owner', { globalLimits })), load };
}

test('a limit set in the browser must not be lost: it holds over its file, at once and for whoever reads it next', async () => {
  const { ask, lockstep, load } = await keeping();
  expect((await ask('GET', '/api/global-limits')).json).toEqual({ from: 'file', file: ofFile });
  expect((await ask('PUT', '/api/global-limits', stricter)).status).toBe(200);
  expect(lockstep.calls).toEqual([['setGlobalLimits', stricter]]);
  expect(load()).toMatchObject({
    globalLimits: stricter,
    fileGlobalLimits: ofFile,
    problems: [
      {
        severity: 'warning',
        message: expect.stringContaining('global.json: the limits over all accounts were set in the browser') as string,
      },
    ],
  });
  expect((await ask('GET', '/api/global-limits')).json).toEqual({ from: 'browser', file: ofFile });
});

test('the way back: those of the file hold again', async () => {
  const { ask, lockstep, load } = await keeping();
  await ask('PUT', '/api/global-limits', stricter);
  expect((await ask('DELETE', '/api/global-limits')).status).toBe(200);
  expect(lockstep.calls.at(-1)).toEqual(['setGlobalLimits', ofFile]);
  expect(load()).toMatchObject({ globalLimits: ofFile, problems: [] });
});

test('a file with a mistake never lifts the limits that were set in the browser', async () => {
  const { ask, lockstep, load } = await keeping({ max_exposure: '5000' });
  await ask('PUT', '/api/global-limits', stricter);
  const { status, json } = await ask('DELETE', '/api/global-limits');
  expect([status, json]).toEqual([
    409,
    { error: { message: 'global.json has a mistake: the limits that were set here stay' } },
  ]);
  expect(lockstep.calls).toHaveLength(1);
  expect(load().globalLimits).toEqual(stricter);
});

test('saved, though nobody takes it on yet: it is told as that', async () => {
  const { ask, lockstep, load } = await keeping();
  lockstep.failNext(new LockstepRefusal('unavailable', 'no worker'));
  const { status, json } = await ask('PUT', '/api/global-limits', stricter);
  expect([status, json]).toEqual([503, { error: { message: 'saved, and not in effect yet: no worker' } }]);
  expect(load().globalLimits).toEqual(stricter);
});

test('while the database is out of reach a limit holds all the same, and that it is not kept is told', async () => {
  const unreachable = () => Promise.reject(new JournalUnavailable('gone'));
  const globalLimits = { describe: unreachable, save: unreachable, forget: unreachable };
  const { ask, lockstep } = await serve('owner', { globalLimits });
  const { status, text } = await ask('PUT', '/api/global-limits', stricter);
  expect(status).toBe(503);
  expect(text).toContain('in effect, and NOT saved');
  expect(lockstep.calls).toEqual([['setGlobalLimits', stricter]]);
});

test('limits that nobody can tell now are never taken for "no limit"', () => {
  const configDir = configFolder({ 'master.json': master, 'global.json': { max_exposure_usd: '5000' } });
  const of = (edited: EditedGlobalLimits) => loaded(configDir, edited);
  expect(of({ kind: 'unknown' })).toMatchObject({ globalLimits: null, fileGlobalLimits: ofFile, problems: [] });
  expect(of({ kind: 'known', limits: { maxExposureUsd: 'much' } })).toMatchObject({
    globalLimits: null,
    problems: [{ severity: 'error', message: expect.stringContaining('can’t be read') as string }],
  });
});
