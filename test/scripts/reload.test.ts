import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installLockstep, userFile, type Installation } from '../support/installed-lockstep.ts';

let installation: Installation;
beforeAll(async () => {
  installation = installLockstep();
  installation.writeAccount('master.json', { broker_type: 'kraken' });
  installation.writeAccount('users/anna.json', userFile('anna', { limits: { max_order_usd: '200' } }));
  installation.writeAccount('users/bert.json', userFile('bert'));
  installation.writeAccount('users/carl.json', userFile('carl', { enabled: false }));
  installation.writeAccount('global.json', { max_exposure_usd: '5000' });
  await installation.up('--simulator');
}, 90_000);
afterAll(async () => {
  await installation.remove();
});

interface Document {
  readonly results: readonly {
    readonly accountId: string;
    readonly changed: boolean;
    readonly changes: readonly { field: string; from: string; to: string }[];
    readonly started: boolean;
    readonly stopped: boolean;
    readonly reason: string | null;
  }[];
  readonly global: { readonly changed: boolean; readonly changes: readonly unknown[]; readonly reason: string | null };
}
interface Told {
  readonly accountId: string;
  readonly connection: string;
  readonly tradingState: string;
  readonly ownTradingState: string;
}
interface Status {
  readonly global: { readonly tradingState: string; readonly limits: unknown } | null;
  readonly users: readonly Told[];
}
const status = async () => (await installation.json<Status>('status')).json;
const userIn = (told: Status, id: string) => told.users.find(({ accountId }) => accountId === id);

test('what changed in files is in effect without a restart, told in words; what is wrong stays as it was', async () => {
  expect(await installation.run('reload')).toMatchObject({ code: 0, stdout: 'nothing has changed\n' });

  installation.writeAccount('users/anna.json', userFile('anna', { limits: { max_order_usd: '100' } }));
  installation.writeAccount('users/carl.json', userFile('carl'));
  installation.writeAccount('users/dora.json', userFile('dora'));
  installation.writeAccount('users/bert.json', userFile('bert', { enabled: false }));
  installation.writeAccount('global.json', { max_exposure_usd: '4000', max_daily_loss_usd: '300' });
  const words = await installation.run('reload');
  expect(words.stderr).toBe('');
  expect(words.code).toBe(0);
  expect(words.stdout.split('\n').slice(0, -1)).toEqual([
    'anna: max_order_usd 200 → 100',
    'bert: stopped',
    'carl: started',
    'dora: started',
    'all accounts: max_exposure_usd 5000 → 4000, max_daily_loss_usd none → 300',
  ]);
  const told = await status();
  expect(told.global).toMatchObject({ limits: { maxExposureUsd: '4000', maxDailyLossUsd: '300' } });
  expect(userIn(told, 'dora')).toMatchObject({ connection: 'connected' });
  expect(userIn(told, 'bert')).toMatchObject({ connection: 'not-connected' });

  installation.writeAccount('users/bert.json', userFile('bert'));
  installation.writeAccount('users/anna.json', userFile('anna', { limits: { max_ordr_usd: '50' } }));
  installation.writeAccount('global.json', { max_exposure: '1' });
  rmSync(join(installation.configDir, 'users/carl.json'));
  const { code, json, stderr } = await installation.json<Document>('reload');
  expect(code).toBe(1);
  expect(stderr.split('\n').slice(0, -1)).toEqual([
    expect.stringContaining('global.json: max_exposure: unknown field'),
    expect.stringContaining('users/anna.json: limits.max_ordr_usd: unknown field'),
  ]);
  const of = (id: string) => json.results.find(({ accountId }) => accountId === id);
  expect(of('bert')).toMatchObject({ changed: true, started: true, reason: null });
  expect(of('anna')).toMatchObject({ changed: false, reason: expect.stringContaining('has a mistake') as string });
  expect(of('carl')).toMatchObject({ changed: false, reason: expect.stringContaining('runs on as it is') as string });
  expect(json.global).toMatchObject({ changed: false, reason: expect.stringContaining('mistake') as string });
  expect((await status()).global).toMatchObject({ limits: { maxExposureUsd: '4000', maxDailyLossUsd: '300' } });
}, 120_000);

test('what a person stopped stays stopped', async () => {
  installation.writeAccount('users/anna.json', userFile('anna'));
  installation.writeAccount('global.json', {});
  await installation.run('accounts', 'stop', 'dora');
  const { json } = await installation.json<Document>('reload');
  expect(json.results.find(({ accountId }) => accountId === 'dora')).toMatchObject({
    ...{ started: false, changed: false, reason: 'a person stopped it: "accounts start dora" starts it' },
  });
}, 60_000);

test('the master switch: all halted, who starts later too; one account alone can not end it, a person can', async () => {
  const halted = await installation.json<{ tradingState: string; changed: boolean; accounts: number }>(
    ...['state', 'halted', '--global'],
  );
  expect(halted).toMatchObject({ code: 0, json: { tradingState: 'halted', changed: true, reason: null } });
  expect(halted.json.accounts).toBeGreaterThanOrEqual(3);
  await installation.run('accounts', 'start', 'dora');
  const told = await status();
  expect(told.global).toMatchObject({ tradingState: 'halted' });
  expect(userIn(told, 'dora')).toMatchObject({ tradingState: 'halted', ownTradingState: 'active' });
  expect((await installation.run('status')).stdout).toContain(
    'all accounts: HALTED: a person said so; "state active --global" ends it',
  );

  const one = await installation.run('state', 'active', 'anna');
  expect(one).toMatchObject({
    ...{ code: 0, stdout: 'anna: active already, but all accounts are halted: "state active --global" ends that\n' },
  });
  const again = await installation.run('state', 'halted', '--global');
  expect(again.stdout).toMatch(/^all accounts: already halted.*\n\n\*\*\* EVERYTHING IS STOPPED: \d accounts halted/);
  expect(await installation.run('state', 'halted', '--global', 'anna')).toMatchObject({ code: 2 });

  await installation.run('state', 'exit-only', 'anna');
  const active = await installation.run('state', 'active', '--global');
  expect(active.code).toBe(0);
  expect(active.stdout).toContain('anna: stays exit-only by itself: "state active anna" ends it');
  expect(userIn(await status(), 'dora')).toMatchObject({ tradingState: 'active' });
}, 90_000);
