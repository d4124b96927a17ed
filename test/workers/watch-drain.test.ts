import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { beforeAll, expect, inject, test } from 'vitest';
import { accountWorkflowId } from '../../domain/ids.ts';
import type { PriceWatch } from '../../domain/price-watch.ts';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import type { Journal } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { createAccountWorker } from '../../workers/lockstep-worker.ts';
import { until } from '../support/world.ts';
import type { accountWorkflow, WatchingInput } from './watching/workflows.ts';

const namespace = inject('temporalNamespace');
const folder = mkdtempSync(join(tmpdir(), 'lockstep-drain-'));
const workflowQueue = `drain-${randomUUID()}`;
const endings: (() => Promise<unknown>)[] = [];
let exchange: Simulator;
let journal: Journal;
let native: NativeConnection;
let client: Client;

beforeAll(async () => {
  exchange = await startSimulator({ speed: 0 });
  journal = openJournal({ url: `file:${join(folder, 'journal.db')}` });
  const address = inject('temporalAddress');
  const connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: workflowQueue,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('watching/workflows.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    }),
  });
  const done = worker.run();
  return async () => {
    for (const end of endings) await end();
    worker.shutdown();
    await done;
    await native.close();
    await connection.close();
    await journal.close();
    await exchange.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

/** A worker process's face of the exchange, and its activities; the returned function drains it. */
async function startWorker(taskQueue: string, key: string, secret: string): Promise<() => Promise<void>> {
  const account: ExchangeAccount = openAccount(
    openMarketData('kraken', { baseUrl: exchange.url }),
    credentialOf(key, secret),
  );
  const worker = await createAccountWorker(
    {
      connection: native,
      namespace,
      deps: { exchangeOf: () => account, marketDataOf: () => account.marketData, journal },
    },
    taskQueue,
  );
  const done = worker.run();
  const drain = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await done;
  };
  endings.push(drain);
  return drain;
}

async function scene() {
  const accountId = randomUUID();
  const taskQueue = `account-${accountId}`;
  const { key, secret } = await exchange.control.createAccount({
    name: accountId,
    key: `key-${accountId}`,
    balances: {},
  });
  const start = (watch: WatchingInput['watch']) =>
    client.workflow.start<typeof accountWorkflow>('accountWorkflow', {
      workflowId: accountWorkflowId(accountId),
      taskQueue: workflowQueue,
      args: [{ taskQueue, watch }],
    });
  return { key, start, worker: () => startWorker(taskQueue, key, secret) };
}

test('a draining worker hands its watch over at once: a stop stays watched, and stopping costs no wait', async () => {
  await exchange.control.setPrice('BTC/USD', '60000');
  const { start, worker } = await scene();
  const drain = await worker();
  const below: PriceWatch['stops'][number] = { symbol: 'BTC/USD', below: '55000', above: null, trailing: null };
  const handle = await start({ stops: [below], loss: null, isBlind: false });
  const pending = async () => (await handle.describe()).raw.pendingActivities?.[0];
  await until(async () => (await exchange.control.requests({ endpoint: 'Ticker' })).length > 0);
  const fromMs = performance.now();
  await drain();
  expect(performance.now() - fromMs).toBeLessThan(5_000);
  await until(async () => (await pending())?.attempt === 2);
  expect((await pending())?.lastFailure?.message).toBe('the worker is stopping, another one watches on');

  await worker();
  await exchange.control.setPrice('BTC/USD', '54000');
  // The retry policy alone would have waited 20 s.
  expect(await handle.result()).toMatchObject({ kind: 'reached', prices: { 'BTC/USD': '54000' } });
  expect(performance.now() - fromMs).toBeLessThan(15_000);
});

test('what else a draining worker does is done to its end: its one attempt is not wasted', async () => {
  const { key, start, worker } = await scene();
  const drain = await worker();
  await exchange.control.addFault({ kind: 'delay-before-accept', key, ms: 2_500 });
  const handle = await start(null);
  await until(async () => (await exchange.control.requests({ key })).length > 0);
  await drain();
  expect(await handle.result()).toMatchObject({ kind: 'read' });
});
