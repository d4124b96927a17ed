import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { master, user } from '../config/config-folder.ts';
import { installLockstep } from '../support/installed-lockstep.ts';
import type { Ended } from '../support/run-node.ts';

const installation = installLockstep({ TEMPORAL_ADDRESS: '', LOCKSTEP_DATABASE_URL: '' });
installation.writeAccount('master.json', master);
installation.writeAccount('users/alice.json', user('alice'));
afterAll(() => installation.remove());

async function lockstepWith(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> {
  const other = installLockstep({ TEMPORAL_ADDRESS: '', LOCKSTEP_DATABASE_URL: '', ...env });
  return other.run(...args).finally(() => other.remove());
}

describe('wrong usage is told in one line and ends with 2', () => {
  test.each([
    ['', 'expected a command'],
    ['nosuch', "unknown command 'nosuch'"],
    ['status --nosuch', "unknown option '--nosuch'"],
    ['mode', "missing required argument 'mode'"],
    ['mode dry alice', 'Allowed choices are observe, live'],
    ['mode live', 'expected account ids, or --all'],
    ['mode live alice --all', 'not both'],
    ['state off alice', 'Allowed choices are active, exit-only, halted'],
    ['state halted', 'expected account ids, or --all'],
    ['liquidate --yes', 'expected account ids, or --all'],
    ['copying', "missing required argument 'switch'"],
    ['copying maybe', 'Allowed choices are on, off'],
    ['trade hold BTC/USD --quantity 1', 'Allowed choices are buy, sell'],
    ['trade buy BTCUSD --quantity 1', 'BASE/QUOTE'],
    ['trade buy BTC/USD', 'exactly one of --quantity, --quote, --fraction'],
    ['trade buy BTC/USD --quantity 1 --quote 5', 'exactly one of'],
    ['trade buy BTC/USD --fraction 0.5', 'goes with sell only'],
    ['trade sell BTC/USD --fraction 1.5', 'at most 1'],
    ['trade buy BTC/USD --quantity 0', 'above 0'],
    ['trade buy BTC/USD --quantity -1', 'above 0'],
    ['trade buy BTC/USD --quantity 1e3', 'above 0'],
    ['trade buy BTC/USD --quote much', 'above 0'],
    ['intent', "missing required argument 'file'"],
    ['history', "missing required argument 'id'"],
    ['accounts start', "missing required argument 'ids'"],
    ['resolve alice', "missing required argument 'order'"],
    ['resolve alice 8f14e45f maybe', 'Allowed choices are never-existed, filled'],
    ['resolve alice 8f14* never-existed', 'Expected an id'],
    ['resolve alice 8f14e45f never-existed --quantity 1', 'go with "filled" only'],
    ['resolve alice 8f14e45f filled --quantity 1 --price 2', 'needs --exchange-order-id, --quantity and --price'],
    ['resolve alice 8f14e45f filled --exchange-order-id O1 --quantity much --price 2', 'above 0'],
    ['resolve alice 8f14e45f filled --exchange-order-id O1 --quantity 1 --price -2', 'above 0'],
    ['reconcile', 'expected account ids, or --all'],
    ['reconcile alice --all', 'not both'],
    ['up --port 99999', 'from 0 to 65535'],
    ['intents --limit 0', 'from 1 to 10000'],
  ])('%s', async (line, told) => {
    const { code, stdout, stderr } = await installation.run(...line.split(' ').filter((word) => word !== ''));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('help is no error and shows an example', async () => {
  const { code, stdout, stderr } = await installation.run('trade', '--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('npm run -s lockstep -- trade buy BTC/USD --quantity 0.01 --wait');
});

describe('without a running Lockstep', () => {
  test.each([
    ...['status', 'audit', 'mode observe --all', 'trade buy BTC/USD --quantity 1', 'history alice'],
    ...['copying off', 'reconcile --all', 'resolve alice 8f14e45f never-existed --yes'],
  ])('%s is refused in one line', async (line) => {
    expect(await installation.run(...line.split(' '), '--json')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Lockstep is not running: start it with "npm run lockstep -- up", or set TEMPORAL_ADDRESS\n',
    });
  });

  test('a Temporal server that does not answer is named', async () => {
    const ended = await lockstepWith({ TEMPORAL_ADDRESS: '127.0.0.1:1' }, 'status');
    expect(ended).toEqual({ code: 1, stdout: '', stderr: 'no Temporal server answers at 127.0.0.1:1\n' });
  });

  test('there are no intents, and no journal is made to find that out', async () => {
    expect(await installation.json('intents')).toMatchObject({ code: 0, json: { intents: [] } });
    expect(existsSync(installation.home)).toBe(false);
    expect(await installation.run('intents', 'nosuch')).toMatchObject({ code: 1, stdout: '' });
  });

  test('a journal that can not be read is told without its password', async () => {
    const url = 'postgres://lockstep:hunter2@127.0.0.1:1/lockstep';
    const { code, stdout, stderr } = await lockstepWith({ LOCKSTEP_DATABASE_URL: url }, 'intents');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Journal PostgreSQL at 127\.0\.0\.1:1\/lockstep can't be used: .*\n$/);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('an intent from outside is refused before anything is asked', () => {
  test.each([
    ['{', 'expected JSON'],
    ['[]', 'expected an object'],
    ['{"intentId":"1","symbol":"BTC/USD","side":"sell","kind":"exit","exitFraction":"2"}', 'exitFraction: expected'],
    ['{"intentId":"1","symbol":"BTC/USD","side":"sell","kind":"exit","exitFraction":"1","x":1}', 'x: unknown field'],
  ])('%s', async (content, told) => {
    const file = join(installation.configDir, '..', 'intent.json');
    writeFileSync(file, content);
    const { code, stdout, stderr } = await installation.run('intent', file, '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(told);
  });

  test('a missing file', async () => {
    const { code, stderr } = await installation.run('intent', 'nosuch.json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'nosuch.json: not found\n' });
  });
});
