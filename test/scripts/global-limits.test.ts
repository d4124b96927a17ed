import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserAt, type Browser } from '../server/browser.ts';
import { installLockstep, type Installation, type UpProcess } from '../support/installed-lockstep.ts';

let installation: Installation;
let up: UpProcess;

const owner = { name: 'Olga', email: 'olga@example.org', password: 'correct horse battery' };
const ofFile = { maxExposureUsd: '5000', maxDailyLossUsd: null };
const stricter = { maxExposureUsd: '100', maxDailyLossUsd: '50' };

beforeAll(async () => {
  installation = installLockstep();
  installation.writeAccount('master.json', { broker_type: 'kraken' });
  installation.writeAccount('global.json', { max_exposure_usd: '5000' });
  up = await installation.up('--simulator');
}, 180_000);
afterAll(async () => {
  await installation.remove();
});

const inForce = async (): Promise<unknown> =>
  (await installation.json<{ readonly global: { readonly limits: unknown } }>('status')).json.global.limits;

async function signedIn(address: string): Promise<Browser> {
  const browser = await browserAt(`${address}/api`);
  expect((await browser.ask('POST', '/session', { email: owner.email, password: owner.password })).status).toBe(200);
  return browser;
}
const addressOf = (running: UpProcess): string => /Dashboard +(http:\S+)/.exec(running.output())?.[1] ?? '';

test('a loss limit set in the browser must not be lifted by a reload or a restart', async () => {
  const [, origin = '', token = ''] = /(http:\S+)\/first-owner#token=(\S+)/.exec(up.output()) ?? [];
  const browser = await browserAt(`${origin}/api`);
  expect((await browser.ask('POST', '/first-owner', { token, ...owner })).status).toBe(200);
  expect(await inForce()).toEqual(ofFile);
  expect((await browser.ask('PUT', '/global-limits', stricter)).json).toMatchObject({ limits: stricter });

  expect(await installation.run('reload')).toMatchObject({ code: 0, stdout: 'nothing has changed\n' });
  installation.writeAccount('global.json', { max_exposure_usd: '9000' });
  expect(await installation.run('reload')).toMatchObject({ code: 0, stdout: 'nothing has changed\n' });
  expect(await inForce()).toEqual(stricter);

  expect(await up.end('SIGTERM')).toBe(0);
  up = await installation.up('--simulator');
  expect(await inForce()).toEqual(stricter);
}, 240_000);

test('the way back: what the file says by now holds, also after a reload', async () => {
  const browser = await signedIn(addressOf(up));
  const now = { ...ofFile, maxExposureUsd: '9000' };
  expect((await browser.ask('GET', '/global-limits')).json).toEqual({ from: 'browser', file: now });
  expect((await browser.ask('DELETE', '/global-limits')).json).toMatchObject({ limits: now });
  expect(await installation.run('reload')).toMatchObject({ code: 0, stdout: 'nothing has changed\n' });
  expect(await inForce()).toEqual(now);
}, 120_000);
