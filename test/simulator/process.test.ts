import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { simulatorControl } from '../../simulator/control-client.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { signedClient } from './signed-client.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;
const root = new URL('../..', import.meta.url).pathname;
let folder: string;
let children: Child[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  children = [];
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[]): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

interface Started {
  readonly child: Child;
  readonly url: string;
  readonly accounts?: { name: string; key: string; secret: string }[];
}

async function start(...args: string[]): Promise<Started> {
  const child = run(args);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { url: string }) };
}

test('prints where it listens and leaves cleanly on SIGTERM', async () => {
  const { child, url, accounts } = await start('--demo');
  expect(accounts?.map(({ name }) => name)).toEqual(['master', 'follower-one', 'follower-two']);
  expect((await fetch(`${url}/0/public/Time`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('wrong options are one clear line and exit 2', async () => {
  const child = run(['--speed', 'fast']);
  const text: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => text.push(chunk.toString()));
  expect((await once(child, 'exit'))[0]).toBe(2);
  expect(text.join('')).toMatch(/^--speed: expected a number/);
});

test('killed in the middle of trading, the exchange still has every order it took on', async () => {
  const stateFile = join(folder, 'state.log');
  const first = await start('--state', stateFile, '--speed', '0');
  const control = simulatorControl(first.url);
  const account = await control.createAccount({ name: 'trader', balances: { USD: '10000' } });
  const client = signedClient(first.url, account);
  await control.setPrice('XBTUSD', '50000');
  await control.setLiquidity('XBTUSD', { spreadTicks: 0 });
  const filled = await client.order({ type: 'buy', ordertype: 'market', volume: '0.01', cl_ord_id: 'filled' });
  const resting = await client.order({ type: 'buy', ordertype: 'limit', volume: '0.01', price: '40000' });
  await control.addFault({ kind: 'drop-after-accept', endpoint: 'AddOrder' });
  const lost = client.order({ type: 'buy', ordertype: 'market', volume: '0.02', cl_ord_id: 'lost' });
  await expect(lost).rejects.toThrow();
  let balances = (await control.accounts())[0]?.balances;
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  appendFileSync(stateFile, '[{"kind":"order-acc'); // a write that the kill tore

  for (const round of [1, 2]) {
    const second = await start('--state', stateFile, '--speed', '0');
    const again = simulatorControl(second.url);
    const book = await again.book();
    expect(book.map(({ txid, status, clientOrderId }) => [txid, status, clientOrderId])).toEqual([
      [filled, 'closed', 'filled'],
      [resting, 'open', null],
      [expect.any(String), 'closed', 'lost'],
    ]);
    expect((await again.accounts())[0]?.balances, `round ${String(round)}`).toEqual(balances);
    expect((await again.pairs()).find(({ pair }) => pair === 'XXBTZUSD')?.price).toBe('50000');
    await again.changeBalance(account.key, 'USD', '1');
    balances = (await again.accounts())[0]?.balances;
    second.child.kill('SIGKILL');
    await once(second.child, 'exit');
  }

  const third = await startSimulator({ stateFile, speed: 0 });
  const client3 = signedClient(third.url, account);
  expect((await client3.call('Balance', { nonce: '1' })).error).toEqual(['EAPI:Invalid nonce']);
  const next = await client3.order({ type: 'sell', ordertype: 'market', volume: '0.03' });
  expect(next).toMatch(/^O/);
  expect((await third.control.book()).map(({ txid }) => txid)).toContain(next);
  expect(new Set((await third.control.book()).map(({ txid }) => txid)).size).toBe(4);
  await third.close();
});

test('a file that is no state log is refused by line', async () => {
  const stateFile = join(folder, 'not-a-log');
  appendFileSync(stateFile, 'hello\n');
  const child = run(['--state', stateFile]);
  const text: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => text.push(chunk.toString()));
  expect((await once(child, 'exit'))[0]).not.toBe(0);
  expect(text.join('')).toContain('line 1: not a simulator state log');
});
