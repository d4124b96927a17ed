import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { minus, plus } from '../../domain/decimal.ts';
import { accountWorkflowId, masterWorkflowId } from '../../domain/ids.ts';
import type { ExternalIntent } from '../../domain/trade-intent.ts';
import { simulatorControl, type BookOrder } from '../../simulator/control-client.ts';
import { seededRandom } from '../../simulator/random.ts';
import { openJournal } from '../../store/open-journal.ts';
import { homeAt } from '../../workers/home.ts';
import { isRunning, processesWithArguments } from '../../workers/process-identity.ts';
import { readLastUp, type RunningUp } from '../../workers/running-up.ts';
import { serverMarks } from '../../workers/temporal-server-arguments.ts';
import { setModeSignal, stateQuery, submitIntentUpdate } from '../../workflows/messages.ts';
import { installLockstep, userFile, type Installation } from '../support/installed-lockstep.ts';
import { spawnLockstep, type SpawnedLockstep } from '../support/spawned-lockstep.ts';
import { externalEntry, externalExit, until } from '../support/world.ts';

const seed = Number(process.env['RESTART_SEED'] ?? 20261121);
const random = seededRandom(seed);
const between = (least: number, most: number): number => least + Math.floor(random() * (most - least));

/** When each `up` is killed. What runs on beside it is killed too, now and then. */
type Moment = 'starting' | 'trading' | 'idle' | 'idle, then its simulator' | 'idle, then its Temporal server';
const moments: readonly Moment[] = shuffled([
  ...Array.from({ length: 8 }, () => 'starting' as const),
  ...Array.from({ length: 8 }, () => 'trading' as const),
  ...['idle', 'idle', 'idle, then its simulator', 'idle, then its Temporal server'].map((moment) => moment as Moment),
]);

const users = ['anna', 'ben', 'cara'];
let lockstep: Installation;
let up: SpawnedLockstep;
const home = () => homeAt(lockstep.home);

beforeAll(() => {
  lockstep = installLockstep();
  lockstep.writeAccount('master.json', { user_id: 'master', broker_type: 'kraken' });
  lockstep.writeAccount(
    'users/all.json',
    users.map((user) => userFile(user)),
  );
});
afterAll(async () => {
  await up.end('SIGKILL');
  await lockstep.remove();
}, 60_000);

test('up killed at 20 random moments: no order twice, none lost, each ledger equal to its book', async () => {
  const startedAt = performance.now();
  console.info(`RESTART_SEED=${seed}: ${moments.join(', ')}`);
  up = start();
  await up.ready;
  await control().setPrice('BTC/USD', '50000');
  // So that many a kill meets an order on its way.
  await control().changeSettings({ delayMs: 150 });
  await withClient(async (client) => {
    for (const user of users) await client.workflow.getHandle(accountWorkflowId(user)).signal(setModeSignal, 'live');
  });
  await until(async () => (await states()).every(({ mode }) => mode === 'live'));

  const submitted: Promise<string>[] = [];
  const submitSome = (count: number): void => {
    for (let nth = 0; nth < count; nth += 1) submitted.push(submit(newIntent()));
  };
  for (const moment of moments) {
    if (moment === 'starting') {
      submitSome(1);
      await delay(between(50, 4_000));
    } else {
      await up.ready;
      submitSome(moment === 'trading' ? 3 : 1);
      await delay(moment === 'trading' ? between(0, 1_000) : between(1_000, 2_000));
    }
    await up.end('SIGKILL');
    killBeside(moment);
    up = start();
  }
  await up.ready;

  const intentIds = await Promise.all(submitted);
  const journal = openJournal({ url: `file:${home().journalDbFile}` });
  const recordsOf = async (intentId: string) => (await journal.intent(intentId))?.records ?? [];
  const isSettled = async (intentId: string): Promise<boolean> => {
    const records = await recordsOf(intentId);
    return records.length >= users.length && records.every(({ outcome }) => !['pending', 'unknown'].includes(outcome));
  };
  for (const intentId of intentIds) await until(() => isSettled(intentId), 90_000);
  await until(async () => (await states()).every(isAtRest), 60_000);

  const records = (await Promise.all(intentIds.map(recordsOf))).flat();
  await journal.close();
  const outcomes = records.map(({ outcome }) => outcome);
  const counted = [...new Set(outcomes)]
    .map((one) => `${outcomes.filter((it) => it === one).length} ${one}`)
    .join(', ');
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.info(
    `${intentIds.length} intents for ${users.length} accounts: ${counted}; ` +
      `${await lostActivities()} activities lost with their worker; ${seconds} s`,
  );

  const expected = intentIds.flatMap((intentId) => users.map((user) => `${intentId} ${user}`));
  expect(records.map(({ intentId, accountId }) => `${intentId} ${accountId}`).sort()).toEqual(expected.sort());

  const book = await control().book();
  const ordered = book.map(({ clientOrderId }) => clientOrderId);
  expect(new Set(ordered).size).toBe(ordered.length);
  const filled = records.filter(({ outcome }) => outcome === 'filled' || outcome === 'partial');
  expect(ordered.sort()).toEqual(filled.map(({ plan }) => plan?.clientOrderId).sort());
  expect(filled.length).toBeGreaterThan(users.length);

  for (const { config, positions } of await states()) {
    const own = book.filter(({ account }) => account === config.accountId);
    expect([config.accountId, positions['BTC/USD']?.ownedQuantity ?? '0']).toEqual([config.accountId, netOf(own)]);
  }

  const parts = [...partsOf(readLastUp(home())), ...serversOnHome()];
  expect(serversOnHome()).toHaveLength(1);
  expect(await up.end('SIGTERM')).toBe(0);
  expect(parts.filter(isRunning)).toEqual([]);
}, 600_000);

const start = (): SpawnedLockstep =>
  spawnLockstep(['up', '--simulator', '--temporal-port', '0', '--ui-port', '0'], lockstep.env);

const serversOnHome = () => processesWithArguments(serverMarks(home().temporalDbFile));

const partsOf = (running: RunningUp | null) =>
  [running?.process, running?.temporal?.process, running?.simulator?.process].filter((part) => part != null);

function killBeside(moment: Moment): void {
  const left = readLastUp(home());
  if (moment === 'idle, then its simulator' && left?.simulator != null) {
    process.kill(left.simulator.process.pid, 'SIGKILL');
  }
  if (moment === 'idle, then its Temporal server') {
    for (const { pid } of serversOnHome()) process.kill(pid, 'SIGKILL');
  }
}

function control() {
  const url = readLastUp(home())?.simulator?.url;
  if (url === undefined) throw new Error('no simulator runs');
  return simulatorControl(url);
}

function newIntent(): ExternalIntent {
  const fill = { masterFill: { quantity: '0.05', averagePrice: '50000' }, masterEquityBefore: '30000' };
  return random() < 0.7 ? externalEntry(fill) : externalExit(random() < 0.5 ? '0.5' : '1');
}

/** Hands an intent to the master as often as it takes, as someone would who sees no answer. */
async function submit(intent: ExternalIntent): Promise<string> {
  await until(async () => {
    try {
      const master = masterWorkflowId('master');
      const result = await withClient((client) =>
        client.workflow.getHandle(master).executeUpdate(submitIntentUpdate, { args: [intent] }),
      );
      return result.duplicate || result.delivered === users.length;
    } catch {
      await delay(500);
      return false;
    }
  }, 500_000);
  return intent.intentId;
}

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const running = readLastUp(home())?.temporal;
  if (running == null) throw new Error('no Temporal server runs');
  const connection = await Connection.connect({ address: running.address, connectTimeout: 2_000 });
  try {
    const client = new Client({ connection, namespace: running.namespace });
    return await connection.withDeadline(Date.now() + 10_000, () => work(client));
  } finally {
    await connection.close();
  }
}

const states = (): Promise<readonly AccountState[]> =>
  withClient((client) =>
    Promise.all(users.map((user) => client.workflow.getHandle(accountWorkflowId(user)).query(stateQuery))),
  );

async function lostActivities(): Promise<number> {
  const histories = await withClient((client) =>
    Promise.all(users.map((user) => client.workflow.getHandle(accountWorkflowId(user)).fetchHistory())),
  );
  const events = histories.flatMap((history) => history.events ?? []);
  return events.filter(({ activityTaskTimedOutEventAttributes: lost }) => lost != null).length;
}

const isAtRest = ({ openOrders, inbox, unwritten }: AccountState): boolean =>
  openOrders.length === 0 && inbox.length === 0 && unwritten.length === 0;

const netOf = (orders: readonly BookOrder[]): string =>
  orders.reduce((net, { side, filled }) => (side === 'buy' ? plus(net, filled) : minus(net, filled)), '0');

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
