import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../config/settings.ts';
import { dispatchWorkflowId } from '../../domain/ids.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import {
  setModeSignal,
  setTradingStateSignal,
  submitIntentUpdate,
  submitMasterOrderUpdate,
} from '../../workflows/messages.ts';
import { scrubbed } from '../chaos/histories.ts';
import { externalEntry, externalExit, openWorld, order, until, type World } from '../support/world.ts';

const folder = fileURLToPath(new URL('../fixtures/histories', import.meta.url));
const isRecording = process.env['RECORD_HISTORIES'] === 'true';
const whatToDo =
  'A workflow no longer replays what it once did: running accounts would stop. Put the change behind patched(), or, ' +
  'while nothing is released, record all histories anew: npm run chaos -- --record';

let world: World | null = null;
beforeAll(async () => {
  if (isRecording) await record((world = await openWorld()));
}, 120_000);
afterAll(async () => {
  await world?.close();
});

const fixtures = (): readonly string[] => readdirSync(folder).filter((file) => file.endsWith('.json'));

describe('every committed history', () => {
  test('replays', async () => {
    expect(fixtures().length).toBeGreaterThanOrEqual(10);
    const { cacheDir } = readSettings(process.env);
    const histories = fixtures().map((file) => ({
      workflowId: file.replace('.json', '').replaceAll('+', '/'),
      history: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
    }));
    const failures: string[] = [];
    const replays = Worker.runReplayHistories({ workflowBundle: await workflowBundle(cacheDir) }, histories);
    for await (const { workflowId, error } of replays) if (error) failures.push(`${workflowId}: ${error.message}`);
    expect(failures, whatToDo).toEqual([]);
  });

  test('fails to replay once its commands differ', async () => {
    const { cacheDir } = readSettings(process.env);
    const [file = ''] = fixtures().filter((name) => name.startsWith('account'));
    const history = readFileSync(join(folder, file), 'utf8').replaceAll('"placeOrder"', '"sendOrder"');
    await expect(
      Worker.runReplayHistory({ workflowBundle: await workflowBundle(cacheDir) }, JSON.parse(history) as unknown),
    ).rejects.toThrow(/nondeterminism/i);
  });
});

/** A live follower through fills, a lost answer, a mode and a state change; an observing one; the master; a chunk. */
async function record({ client, account, master: openMaster, exchange, setMode }: World): Promise<void> {
  const live = await account({ mode: 'live' });
  const observing = await account();
  const master = await openMaster([live, observing], { mode: 'live', balances: { USD: '100000' } });
  const submit = (intent: ReturnType<typeof externalEntry>) =>
    master.master.executeUpdate(submitIntentUpdate, { args: [intent] });
  await master.master.executeUpdate(submitMasterOrderUpdate, {
    args: [order('buy', { kind: 'quantity', quantity: '0.1' })],
  });
  await until(async () => (await live.status()).tradesCopied === 1);
  await exchange.control.addFault({
    kind: 'drop-after-accept',
    endpoint: 'AddOrder',
    key: `key-${live.config.accountId}`,
    count: 1,
  });
  await submit(externalEntry());
  await until(async () => (await live.status()).tradesCopied === 2);
  await live.handle.signal(setTradingStateSignal, 'exit-only');
  await submit(externalEntry());
  await submit(externalExit('1'));
  await until(async () => (await live.status()).tradesCopied === 3);
  await setMode(live, 'observe');
  await observing.handle.signal(setModeSignal, 'live');
  await submit(externalEntry());
  await until(async () => (await observing.status()).tradesCopied === 1);

  const intent = { ...externalEntry(), sequence: 99, epochMs: 1, simulated: false };
  const dispatchId = dispatchWorkflowId(master.config.accountId, 99, 0);
  const accountIds = [live.config.accountId, 'not-running'];
  const options = { workflowId: dispatchId, taskQueue: 'unused', args: [{ intent, accountIds }] };
  await client.workflow.execute('dispatchWorkflow', {
    ...options,
    taskQueue: (await live.handle.describe()).taskQueue,
  });

  mkdirSync(folder, { recursive: true });
  const recorded = {
    'account+live': live.handle.workflowId,
    'account+observing': observing.handle.workflowId,
    'account+master': master.handle.workflowId,
    'master+master': master.master.workflowId,
    'master+dispatch+99+0': dispatchId,
  };
  for (const [name, workflowId] of Object.entries(recorded)) {
    const history = await client.workflow.getHandle(workflowId).fetchHistory();
    writeFileSync(join(folder, `${name}.json`), scrubbed(history));
  }
}
