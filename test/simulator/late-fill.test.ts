import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BookOrder } from '../../simulator/control-client.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { signedClient, type SignedClient } from './signed-client.ts';

let folder: string;
let simulator: Simulator;
let client: SignedClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'late-fill-'));
  simulator = await startSimulator({ speed: 0, stateFile: join(folder, 'state.log') });
  await simulator.control.setPrice('BTC/USD', '50000');
  const account = await simulator.control.createAccount({ balances: { USD: '1000', BTC: '1' } });
  client = signedClient(simulator.url, account);
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const late = (fillAfterMs: number, fillFirstShare?: number): Promise<unknown> =>
  simulator.control.addFault({
    kind: 'late-fill',
    key: client.account.key,
    endpoint: 'AddOrder',
    count: 1,
    fillAfterMs,
    ...(fillFirstShare !== undefined && { fillFirstShare }),
  });
const order = async (): Promise<BookOrder> => (await simulator.control.book({ key: client.account.key }))[0]!;
const isDone = async (): Promise<boolean> => (await order()).status !== 'open';

test('an order that fills late is open first, in parts when asked, and closed afterwards', async () => {
  await late(300, 0.25);
  await client.order({ type: 'buy', ordertype: 'limit', timeinforce: 'IOC', price: '50100', volume: '0.01' });
  expect(await order()).toMatchObject({ status: 'open', filled: '0.0025' });
  await expect.poll(isDone, { timeout: 5_000 }).toBe(true);
  expect(await order()).toMatchObject({ status: 'closed', filled: '0.01' });
  expect((await order()).trades).toHaveLength(2);
});

test('what the market no longer gives at its time is cancelled, as the rest of an IOC', async () => {
  await late(150);
  await client.order({ type: 'buy', ordertype: 'limit', timeinforce: 'IOC', price: '50100', volume: '0.01' });
  await simulator.control.setPrice('BTC/USD', '60000');
  await expect.poll(isDone, { timeout: 5_000 }).toBe(true);
  expect(await order()).toMatchObject({ status: 'canceled', filled: '0' });
});

test('a late sale holds its coins, a late purchase beyond the means ends unfilled', async () => {
  await late(200);
  await client.order({ type: 'sell', ordertype: 'market', volume: '0.8' });
  expect(await client.order({ type: 'sell', ordertype: 'market', volume: '0.3' })).toBe('EOrder:Insufficient funds');
  await expect.poll(isDone, { timeout: 5_000 }).toBe(true);
  expect(await order()).toMatchObject({ status: 'closed', filled: '0.8' });
});

test('an exchange that restarts still fills what it held back', async () => {
  await late(200);
  await client.order({ type: 'sell', ordertype: 'market', volume: '0.5' });
  await simulator.close();
  simulator = await startSimulator({ speed: 0, stateFile: join(folder, 'state.log') });
  expect(await order()).toMatchObject({ filled: '0' });
  await expect.poll(isDone, { timeout: 5_000 }).toBe(true);
  expect(await order()).toMatchObject({ status: 'closed', filled: '0.5' });
});
