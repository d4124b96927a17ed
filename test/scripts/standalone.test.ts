import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopyingStatus } from '../../domain/copying-status.ts';
import { accountWorkflowId, masterWorkflowId } from '../../domain/ids.ts';
import type { Account } from '../../scripts/account-view.ts';
import type { AuditTotals } from '../../scripts/audit-totals.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { homeAt } from '../../workers/home.ts';
import { readRunningUp } from '../../workers/running-up.ts';
import { master, user } from '../config/config-folder.ts';
import { installLockstep, type Installation, type UpProcess } from '../support/installed-lockstep.ts';

let kraken: Simulator;
let lockstep: Installation;
let up: UpProcess;

beforeAll(async () => {
  kraken = await startSimulator({ speed: 0 });
  await kraken.control.setPrice('BTC/USD', '50000');
  const env: NodeJS.ProcessEnv = { TEMPORAL_ADDRESS: '', KRAKEN_API_URL: kraken.url };
  const open = async (name: string, USD: string, more: object = {}): Promise<void> => {
    const { key, secret } = await kraken.control.createAccount({
      name,
      key: `key-${name}`,
      balances: { USD },
      ...more,
    });
    const who = name === 'master' ? 'MASTER' : `USER_${name.toUpperCase()}`;
    env[`KRAKEN_${who}_API_KEY`] = key;
    env[`KRAKEN_${who}_API_SECRET`] = secret;
  };
  await open('master', '100000');
  await open('alice', '10000');
  await open('dora', '1');
  await open('wanda', '50', {
    permissions: ['query-funds', 'withdraw-funds', 'query-open-trades', 'query-closed-trades', 'modify-trades'],
  });
  lockstep = installLockstep(env);
  lockstep.writeAccount('master.json', master);
  lockstep.writeAccount('users/alice.json', user('alice', { name: 'Alice' }));
  lockstep.writeAccount('users/dora.json', user('dora', { name: 'Alice', enabled: false }));
  lockstep.writeAccount('users/keyless.json', user('keyless'));
  lockstep.writeAccount('users/wanda.json', user('wanda'));
  up = await lockstep.up();
  expect((await lockstep.run('mode', 'live', 'master', 'alice', '--yes')).code).toBe(0);
}, 120_000);
afterAll(async () => {
  await lockstep.remove();
  await kraken.close();
});

interface Status {
  readonly copying: CopyingStatus;
  readonly master: Account | null;
  readonly users: readonly Account[];
}
const status = async (): Promise<Status> => (await lockstep.json<Status>('status')).json;
const copying = async (): Promise<CopyingStatus> => (await status()).copying;
const sold = async (): Promise<number> => (await kraken.control.book({ key: 'key-alice' })).length;
const run = async (line: string): Promise<void> => {
  const ended = await lockstep.run(...line.split(' '));
  expect(ended.code, `${line}: ${ended.stdout}${ended.stderr}`).toBe(0);
};
const told = async (line: string): Promise<string> => (await lockstep.run(...line.split(' '))).stdout;
const refusal = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await lockstep.run(...line.split(' '));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr;
};

describe('at start', () => {
  test('each key that can withdraw is told loudly, and everybody with a key is counted, disabled ones too', async () => {
    expect(up.output()).toContain('copying on: 3 accounts follow the master\n');
    expect(up.output()).toContain('\nWARNING wanda: its key can withdraw\n');
    expect(up.output()).toMatch(/│ dora .*DISABLED .*1\.00/);
    expect(up.output()).toMatch(/│ keyless .*NOT TRADING \(credentials not set\)/);
    expect(up.output()).toContain('Alice (alice, dora): 10001.00 USD\n');
    expect(up.output()).toContain('users 10051.00 USD, master 100000.00 USD, overall 110051.00 USD\n');
    expect(up.output()).toContain('NOT COUNTED, as their equity is not known: keyless\n');
    const { json, stderr } = await lockstep.json<{ totals: AuditTotals }>('audit');
    expect(stderr).toContain('WARNING wanda: its key can withdraw\n');
    expect(json.totals).toMatchObject({
      byUser: [
        { name: 'Alice', accountIds: ['alice', 'dora'], usd: '10001' },
        { accountIds: ['keyless'], usd: null },
        {},
      ],
      byExchange: [{ exchange: 'kraken', usd: '110051' }],
      unknown: ['keyless'],
    });
  });
});

describe('copying, switched by a person', () => {
  test('off: nobody copies, and everyone who asks is told so; on again', async () => {
    expect(await copying()).toEqual({ state: 'on', reason: null, followers: 3 });
    const reason = 'a person switched it off: "copying on" switches it on';
    const off = { copying: 'off', changed: true, reason };
    expect(await lockstep.json('copying', 'off')).toMatchObject({ code: 0, json: off });
    expect((await lockstep.json('copying', 'off')).json).toEqual({ ...off, changed: false });
    expect(await copying()).toEqual({ state: 'off', reason, followers: 3 });
    const before = await sold();
    const traded = await lockstep.run('trade', 'buy', 'BTC/USD', '--quantity', '0.01');
    expect(traded.code).toBe(0);
    expect(traded.stderr).toContain(`not copied: copying is off\nCOPYING OFF (off): ${reason}`);
    expect(await sold()).toBe(before);
    expect((await lockstep.json('copying', 'on')).json).toEqual({ copying: 'on', changed: true, reason: null });
  }, 60_000);
});

describe('standalone: what is wrong with the master is told, and keeps nobody from their own money', () => {
  test('its account is halted', async () => {
    await run('state halted master');
    expect(await copying()).toMatchObject({
      state: 'standalone',
      reason: expect.stringMatching(/^the master is halted/) as string,
    });
    const { code, stderr } = await lockstep.run('trade', 'buy', 'BTC/USD', '--quantity', '0.01');
    expect(code).toBe(1);
    expect(stderr).toContain('COPYING OFF (standalone): the master is halted: "state active master"');
    await run('state active master');
  }, 60_000);

  test('its key is revoked', async () => {
    await kraken.control.revokeKey('key-master');
    expect((await lockstep.run('verify', 'master')).code).toBe(1);
    const [first] = (await told('status')).split('\n');
    expect(first).toMatch(
      /^COPYING OFF \(standalone\): the master's key was refused \(.*Invalid key.*\); accounts trade, sell and close on their own$/,
    );
    expect(await told('audit')).toMatch(/│ master .*NOT CONNECTED[^]*\nmaster: NOT CONNECTED: .*Invalid key/);
    await run('trade buy BTC/USD --quantity 0.02 --account alice');
  }, 60_000);

  test('its workflow and its account are terminated, and its file is gone', async () => {
    const address = readRunningUp(homeAt(lockstep.home))?.temporal?.address ?? '';
    const connection = await Connection.connect({ address });
    const { workflow } = new Client({ connection });
    await workflow.getHandle(masterWorkflowId('master')).terminate();
    expect(await copying()).toEqual({
      state: 'standalone',
      reason: 'the master\'s workflow is not running: start it with "accounts start master"',
      followers: 0,
    });
    await workflow.getHandle(accountWorkflowId('master')).terminate();
    await connection.close();
    rmSync(join(lockstep.configDir, 'master.json'));

    const gone = 'there is no master: config/master.json: not found';
    const intent = join(lockstep.configDir, '..', 'exit.json');
    writeFileSync(intent, '{"intentId":"1","symbol":"BTC/USD","side":"sell","kind":"exit","exitFraction":"1"}');
    expect(await refusal('trade buy BTC/USD --quantity 0.01')).toContain(
      `nothing was sent: COPYING OFF (standalone): ${gone}`,
    );
    expect(await refusal(`intent ${intent}`)).toContain(gone);
    expect(await refusal('copying on')).toBe(`${gone}\n`);
    expect(await status()).toMatchObject({ copying: { state: 'standalone', reason: gone }, master: null });

    await run('verify alice');
    await run('trade sell BTC/USD --fraction 0.5 --account alice');
    await run('accounts stop alice');
    await run('accounts start alice');
    await run('mode observe alice');
    await run('mode live alice --yes');
    await run('state exit-only alice');
    expect((await lockstep.json('liquidate', 'alice', '--yes')).json).toMatchObject({
      results: [
        { accountId: 'alice', reason: null, orders: [{ symbol: 'BTC/USD', ownedBefore: '0.01', remaining: '0' }] },
      ],
    });
    await run('state active alice');
    expect((await lockstep.json<{ totals: AuditTotals }>('audit')).json.totals.masterUsd).toBe('0');
  }, 90_000);

  test('a start without a master says so, and accounts go on', async () => {
    expect(await up.end('SIGTERM')).toBe(0);
    up = await lockstep.up();
    expect(up.output()).toContain('COPYING OFF (standalone): there is no master: config/master.json: not found;');
    expect(up.output()).toContain('LIVE, as they were left: alice.');
    await run('trade buy BTC/USD --quantity 0.02 --account alice');
    await run('liquidate alice --yes');
    expect(await sold()).toBe(5);
  }, 90_000);
});
