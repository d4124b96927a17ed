import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { ActivityFailure, defaultFailureConverter, defaultPayloadConverter, RetryState } from '@temporalio/common';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadConfig } from '../../config/load-config.ts';
import type { OwnOrderResult } from '../../domain/own-order.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { openJournal } from '../../store/open-journal.ts';
import { startAccount, type AccountHandle } from '../../workers/actors.ts';
import { nonceOfLostWorker } from '../../workflows/lost-worker.ts';
import { setModeSignal, statusQuery, submitOrderUpdate } from '../../workflows/messages.ts';
import { installLockstep, userFile, type Installation } from '../support/installed-lockstep.ts';
import { spawnLockstep, type SpawnedLockstep } from '../support/spawned-lockstep.ts';
import { order, until } from '../support/world.ts';

const userId = `lost-${randomUUID().slice(0, 8)}`;
const key = `key-${userId}`;
let kraken: Simulator;
let lockstep: Installation;
let connection: Connection;
let account: AccountHandle;
const running = new Set<SpawnedLockstep>();

beforeAll(async () => {
  kraken = await startSimulator({ speed: 0 });
  await kraken.control.setPrice('BTC/USD', '50000');
  const { secret } = await kraken.control.createAccount({ name: userId, key, balances: { USD: '10000' } });
  lockstep = installLockstep({
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
    KRAKEN_API_URL: kraken.url,
    KRAKEN_USER_LOST_API_KEY: key,
    KRAKEN_USER_LOST_API_SECRET: secret,
  });
  lockstep.writeAccount('users/lost.json', userFile(userId, { credential_name: 'LOST' }));
  await Promise.all([startWorker(), startWorker()]);
  connection = await Connection.connect({ address: inject('temporalAddress') });
  const client = new Client({ connection, namespace: inject('temporalNamespace') });
  const [config] = loadConfig({ configDir: lockstep.configDir, env: lockstep.env }).users;
  if (config === undefined) throw new Error('no account');
  const journal = openJournal({ url: `file:${lockstep.home}/journal.db` });
  account = await startAccount(client, journal, config).finally(() => journal.close());
  await until(async () => (await account.query(statusQuery)).connection === 'connected', 30_000);
  await account.signal(setModeSignal, 'live');
  await until(async () => (await account.query(statusQuery)).mode === 'live');
}, 120_000);

afterAll(async () => {
  await account.terminate().catch(() => undefined);
  await Promise.all([...running].map((worker) => worker.end('SIGTERM')));
  await connection.close();
  await lockstep.remove();
  await kraken.close();
}, 60_000);

async function startWorker(): Promise<void> {
  const worker = spawnLockstep(['worker'], lockstep.env);
  running.add(worker);
  await worker.ready;
}

/** The worker process that has the account's activity in hand, once it has arrived at the exchange. */
async function holderOf(endpoint: string): Promise<SpawnedLockstep> {
  await until(async () => (await requests(endpoint)).length > 0, 30_000);
  const identity = (await pendingActivity())?.lastWorkerIdentity ?? '';
  const holder = [...running].find(({ pid }) => identity.startsWith(`${pid}@`));
  if (holder === undefined) throw new Error(`no worker of ours has it, but ${identity}`);
  return holder;
}

const pendingActivity = async () => (await account.describe()).raw.pendingActivities?.[0];

const requests = (endpoint: string) => kraken.control.requests({ key, endpoint });

/** @returns when it was killed, epoch milliseconds */
async function kill(worker: SpawnedLockstep): Promise<number> {
  const atMs = Date.now();
  await worker.end('SIGKILL');
  running.delete(worker);
  return atMs;
}

/** Reconciling lists open orders too, but asks for none by name. */
const lookUps = async () => (await requests('OpenOrders')).filter(({ clientOrderId }) => clientOrderId !== null);

const hold = (endpoint: string, ms: number) =>
  kraken.control.addFault({ kind: 'delay-after-accept', endpoint, key, ms, count: 1 });

const buy = (): Promise<OwnOrderResult> =>
  account.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: '500' })] });

const ownedAtExchange = async (): Promise<number> =>
  (await kraken.control.book({ key })).reduce((sum, { filled }) => sum + Number(filled), 0);

const bought = async (): Promise<number> => Number((await account.query(statusQuery)).positions[0]?.ownedQuantity ?? 0);

/** From the last time-out in the account's history: what the lost worker's heartbeats carried. */
async function lastNonceLeftBehind(): Promise<string | null> {
  const { events } = await account.fetchHistory();
  const timeouts = (events ?? []).flatMap(({ activityTaskTimedOutEventAttributes: it }) => it?.failure ?? []);
  return nonceOfLostWorker(
    new ActivityFailure(
      '',
      '',
      '',
      RetryState.TIMEOUT,
      '',
      defaultFailureConverter.failureToError(timeouts.at(-1) ?? {}, defaultPayloadConverter),
    ),
  );
}

/** The look-up for the order is the sign that the dead worker was noticed: 2 s for its heartbeats, 2 s for its queue. */
const noticeWithinMs = 15_000;

test('told to end while an answer is awaited: it waits for it, and nothing becomes unknown', async () => {
  await kraken.control.resetRequests();
  await hold('AddOrder', 3_000);
  const settled = buy();
  const holder = await holderOf('AddOrder');
  expect(await holder.end('SIGTERM')).toBe(0);
  running.delete(holder);
  expect((await settled).outcome).toBe('filled');
  expect(await lookUps()).toEqual([]);
  await startWorker();
}, 60_000);

test('killed between send and answer: noticed within seconds, found, and applied exactly once', async () => {
  const noticed: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    await kraken.control.resetRequests();
    const before = await kraken.control.book({ key });
    await hold('AddOrder', 30_000);
    const settled = buy();
    const holder = await holderOf('AddOrder');
    if (round > 0) await until(async () => (await pendingActivity())?.lastHeartbeatTime != null);
    const killedAtMs = await kill(holder);
    const result = await settled;
    const [look] = await lookUps();
    noticed.push(Math.round((look?.atMs ?? Infinity) - killedAtMs));
    expect(result.outcome).toBe('filled');
    expect(await kraken.control.book({ key })).toHaveLength(before.length + 1);
    expect(await bought()).toBeCloseTo(await ownedAtExchange(), 8);
    if (round > 0) expect(await lastNonceLeftBehind()).toMatch(/^\d{16,}$/);
    await startWorker();
  }
  console.info(`a dead worker was noticed after ${noticed.join(', ')} ms`);
  expect(Math.max(...noticed)).toBeLessThan(noticeWithinMs);
}, 120_000);

test('two workers killed in turn, one that sent and one that looked: one order, found by a third', async () => {
  await kraken.control.resetRequests();
  const before = await kraken.control.book({ key });
  await Promise.all([hold('AddOrder', 30_000), hold('OpenOrders', 30_000)]);
  const settled = buy();
  await kill(await holderOf('AddOrder'));
  const secondKilledAtMs = await kill(await holderOf('OpenOrders'));
  await startWorker();
  expect((await settled).outcome).toBe('filled');
  console.info(`after the second one was killed: settled within ${Date.now() - secondKilledAtMs} ms`);
  expect(await kraken.control.book({ key })).toHaveLength(before.length + 1);
  expect(await bought()).toBeCloseTo(await ownedAtExchange(), 8);
}, 120_000);
