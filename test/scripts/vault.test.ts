import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { simulatorControl } from '../../simulator/control-client.ts';
import { readRunningUp } from '../../workers/running-up.ts';
import { homeAt } from '../../workers/home.ts';
import { installLockstep, userFile, type Installation, type UpProcess } from '../support/installed-lockstep.ts';
import type { Ended } from '../support/run-node.ts';

const entry = fileURLToPath(new URL('../../scripts/lockstep.mjs', import.meta.url));
const apiKey = 'vault-key-0123456789abcdef';
const apiSecret = Buffer.from('the very secret of anna, which nobody sees').toString('base64');
const masked = 'vau…def';

let installation: Installation;
let up: UpProcess;
const outputs: string[] = [];

beforeAll(async () => {
  installation = installLockstep();
  installation.writeAccount('master.json', { broker_type: 'kraken' });
  installation.writeAccount('users/anna.json', userFile('anna'));
  installation.writeAccount('users/bert.json', userFile('bert', { broker_type: 'binance' }));
  up = await installation.up('--simulator');
}, 90_000);
afterAll(async () => {
  await installation.remove();
});

/** A command that is told something on stdin. */
function told(stdin: string, args: readonly string[], env = installation.env): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], { env, timeout: 60_000 });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        out[name] += text;
      });
    child.once('error', reject);
    child.once('close', (code) => {
      outputs.push(out.stdout, out.stderr);
      resolve({ code, ...out });
    });
    child.stdin.end(stdin);
  });
}
const add = (id: string, ...lines: readonly string[]) => told(`${lines.join('\n')}\n`, ['accounts', 'add', id]);

interface Key {
  readonly accountId: string;
  readonly connection: string;
  readonly credentialSource: string | null;
  readonly maskedKey: string | null;
}
async function keyOf(id: string): Promise<Key | undefined> {
  const { json, stdout } = await installation.json<{ readonly accounts: readonly Key[] }>('accounts');
  outputs.push(stdout);
  return json.accounts.find(({ accountId }) => accountId === id);
}
const simulator = () => {
  const running = readRunningUp(homeAt(installation.home));
  return simulatorControl(running?.simulator?.url ?? '');
};

test('a first start makes a key file that its owner alone can read', () => {
  expect(statSync(homeAt(installation.home).vaultKeyFile).mode & 0o777).toBe(0o600);
});

test('a key of a wrong form is refused in one line that does not show it, and nothing is stored', async () => {
  expect(await add('anna', apiKey, 'this-is-no-base64')).toMatchObject({
    ...{ code: 1, stdout: '' },
    stderr: 'anna: API secret: expected base64 text, exactly as the exchange gave it; nothing was stored\n',
  });
  expect(await add('anna', 'one line alone')).toMatchObject({ code: 2, stdout: '' });
  const asArgument = await installation.run('accounts', 'add', 'anna', apiKey, apiSecret);
  expect(asArgument).toMatchObject({ code: 2, stdout: '' });
  expect(asArgument.stderr).not.toContain(apiSecret);
  expect((await add('nobody', apiKey, apiSecret)).stderr).toMatch(/^no file describes an account "nobody"; known: /);
  // With play money, a real key of another exchange would trade real money.
  expect((await add('bert', apiKey, apiSecret)).stderr).toContain('stands for Kraken alone');
  expect(await keyOf('anna')).toMatchObject({ credentialSource: 'environment', maskedKey: 'dem…nna' });
}, 60_000);

test('a key that is added while Lockstep runs is used without a restart', async () => {
  await simulator().createAccount({ name: 'annas-other', key: apiKey, secret: apiSecret, balances: { USD: '777' } });
  const { code, stdout } = await add('anna', apiKey, apiSecret);
  expect(code).toBe(0);
  expect(stdout).toBe(
    `anna: key ${masked} is in the vault, for the simulated exchange; used within seconds, "verify anna" proves it\n`,
  );
  expect(await keyOf('anna')).toMatchObject({ credentialSource: 'vault', maskedKey: masked });
  await vi.waitFor(
    async () => {
      const { json, stdout: text } = await installation.json<{ readonly users: readonly { equityUsd: string }[] }>(
        ...['status', 'anna'],
      );
      outputs.push(text);
      expect(json.users[0]).toMatchObject({ connection: 'connected', equityUsd: '777', credentialSource: 'vault' });
    },
    { timeout: 20_000, interval: 500 },
  );
  const audit = await installation.json<{ readonly accounts: readonly Key[] }>('audit');
  outputs.push(audit.stdout);
  expect(audit.json.accounts.find(({ accountId }) => accountId === 'anna')).toMatchObject({
    ...{ credentialSource: 'vault', maskedKey: masked },
  });
  const words = await installation.run('audit');
  outputs.push(words.stdout);
  expect(words.stdout).toContain(`${masked} (vault)`);
}, 90_000);

test('a rotation leaves every key in use, and what runs follows', async () => {
  const before = readFileSync(homeAt(installation.home).vaultKeyFile, 'utf8');
  const rotated = await installation.run('vault', 'rotate');
  outputs.push(rotated.stdout, rotated.stderr);
  expect(rotated).toMatchObject({ code: 0, stderr: '' });
  expect(rotated.stdout).toMatch(/^1 record of the vault locked with a new key\nit is in .*vault\.key, instead of the/);
  const after = readFileSync(homeAt(installation.home).vaultKeyFile, 'utf8');
  expect(after).not.toBe(before);
  expect(outputs.join('')).not.toContain(after.trim());
  expect(readdirSync(installation.home).filter((name) => name.startsWith('vault.key'))).toEqual(['vault.key']);
  // A key that is added now is one that the running process opens with the new master key.
  const replacing = await add('master', 'master-key-of-the-vault', apiSecret);
  expect(replacing.stdout).toContain('key mas…ult is in the vault');
  const verify = await installation.run('verify', 'anna');
  expect(verify.code).toBe(0);
  expect(await installation.run('vault', 'remove', 'master')).toMatchObject({ code: 0 });
  expect(await installation.run('vault', 'remove', 'master')).toMatchObject({ code: 1 });
  expect(up.output()).not.toContain('vault:');
}, 90_000);

test('after a restart the key of the vault is in use, and no file, log or document shows it', async () => {
  await up.end('SIGTERM');
  up = await installation.up('--simulator');
  expect(await keyOf('anna')).toMatchObject({ credentialSource: 'vault', connection: 'connected' });
  outputs.push(up.output());
  const files = readdirSync(installation.home).filter((name) => !name.startsWith('simulator'));
  expect(files).toEqual(expect.arrayContaining(['journal.db', 'temporal.db', 'temporal.log', 'vault.key']));
  const masterKey = readFileSync(homeAt(installation.home).vaultKeyFile, 'utf8').trim();
  for (const file of files) {
    const content = readFileSync(join(installation.home, file), 'latin1');
    for (const secret of [apiKey, apiSecret]) expect(content.includes(secret), `${file} shows it`).toBe(false);
    if (file !== 'vault.key') expect(content.includes(masterKey), `${file} shows the master key`).toBe(false);
  }
  expect(outputs.length).toBeGreaterThan(10);
  for (const output of outputs)
    for (const secret of [apiKey, apiSecret, masterKey]) expect(output).not.toContain(secret);
}, 90_000);

test('with a wrong master key nothing starts, in one line, and nothing is lost', async () => {
  await up.end('SIGTERM');
  const { vaultKeyFile } = homeAt(installation.home);
  const right = readFileSync(vaultKeyFile, 'utf8');
  const start = () => installation.run('up', '--simulator', '--once');
  writeFileSync(vaultKeyFile, `${Buffer.alloc(32, 7).toString('base64')}\n`);
  const wrong = await start();
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(
    /^.*vault\.key: expected the key that the vault in .*journal\.db was locked with, .*\n$/,
  );
  writeFileSync(vaultKeyFile, right);
  chmodSync(vaultKeyFile, 0o644);
  expect((await start()).stderr).toMatch(/^.*vault\.key: others can read the vault's key; .* chmod 600 .*\n$/);
  chmodSync(vaultKeyFile, 0o600);
  up = await installation.up('--simulator');
  expect(await keyOf('anna')).toMatchObject({ credentialSource: 'vault', connection: 'connected' });
}, 120_000);

test('with LOCKSTEP_ENCRYPTION_KEY a rotation says which variable to change, and until then refuses', async () => {
  const own = installLockstep({ LOCKSTEP_ENCRYPTION_KEY: 'ab'.repeat(32) });
  onTestFinished(() => own.remove());
  own.writeAccount('users/anna.json', userFile('anna'));
  const addTo = (env: NodeJS.ProcessEnv) => told(`${apiKey}\n${apiSecret}\n`, ['accounts', 'add', 'anna'], env);
  expect(await addTo(own.env)).toMatchObject({ code: 0, stdout: `anna: key ${masked} is in the vault\n` });
  const { json } = await own.json<{ readonly rotated: number; readonly keyFile: string; readonly variable: string }>(
    ...['vault', 'rotate'],
  );
  expect(json).toMatchObject({ rotated: 1, variable: 'LOCKSTEP_ENCRYPTION_KEY' });
  expect(statSync(json.keyFile).mode & 0o777).toBe(0o600);
  expect((await addTo(own.env)).stderr).toMatch(/^LOCKSTEP_ENCRYPTION_KEY: expected the key that the vault in /);
  const next = { ...own.env, LOCKSTEP_ENCRYPTION_KEY: readFileSync(json.keyFile, 'utf8') };
  expect((await addTo(next)).stdout).toContain(`is in the vault instead of ${masked}`);
}, 90_000);

test.skipIf(!existsSync('/usr/bin/script'))(
  'what is typed on a terminal is not shown, also when pasted at once',
  async () => {
    const own = installLockstep();
    onTestFinished(() => own.remove());
    own.writeAccount('users/anna.json', userFile('anna'));
    const command = `'${process.execPath}' '${entry}' accounts add anna`;
    const child = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], { env: own.env, timeout: 60_000 });
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!shown.includes('API key') && `${shown}${text}`.includes('API key'))
        child.stdin.write(`${apiKey}\r${apiSecret}\r`);
      shown += text;
    });
    await once(child, 'close');
    expect(shown).toContain(`anna: key ${masked} is in the vault`);
    for (const secret of [apiKey, apiSecret]) expect(shown).not.toContain(secret);
  },
  90_000,
);
