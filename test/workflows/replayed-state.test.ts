import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  intentSignal,
  refreshUpdate,
  statusQuery,
  submitIntentUpdate,
  submitOrderUpdate,
} from '../../workflows/messages.ts';
import { externalEntry, openWorld, order, until, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

/**
 * A local activity that ends before its task does (a refused connection is enough, on a busy machine) is recorded in
 * that task, and its result is acted on in the next, after the updates and signals that came between. A replay acts on
 * it first: other times, other decisions, and in the end an account that no worker can go on with.
 */
test('no reading of an account is a local activity: a lost worker would leave it stuck, exits and all', async () => {
  const account = await world.account({ mode: 'live' });
  // A symbol met for the first time is read before it is decided on.
  await account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: '20' })] });
  const { events } = await account.handle.fetchHistory();
  const markers = (events ?? []).map((event) => event.markerRecordedEventAttributes?.markerName ?? null);
  expect(markers.filter((name) => name !== null)).toEqual([]);
});

/**
 * The first task of a master ends without a command. A worker that takes it over for an update sees that task and the
 * update's as one, and so begins at the later time; the next worker sees two. An epoch read from the clock is then
 * another one, and followers drop every intent of an epoch that is older than what they have seen.
 */
test('a master that moves from worker to worker keeps its epoch: no follower misses what comes afterwards', async () => {
  const follower = await world.account({ mode: 'live' });
  const master = await world.master([follower]);
  const submit = () => master.master.executeUpdate(submitIntentUpdate, { args: [externalEntry()] });
  for (const copied of [1, 2, 3]) {
    await world.dropWorker();
    // The clock has to tell the two tasks apart.
    await delay(50);
    await world.addWorker();
    await submit();
    await until(async () => (await follower.status()).tradesCopied === copied);
  }
}, 60_000);

/**
 * Two tasks in a row without a command, then an update: a replay takes the second and the update's as one, and decides
 * what is due by the later time. So a message that changes nothing leaves a command of its own.
 */
test('messages that change nothing, and then an update: another worker replays it and goes on', async () => {
  const account = await world.account({ mode: 'live' });
  const intent = { ...externalEntry(), sequence: 1, epochMs: 1, simulated: false };
  for (let round = 0; round < 3; round += 1) {
    await account.handle.signal(intentSignal, intent);
    await account.handle.query(statusQuery);
  }
  await until(async () => (await account.status()).tradesCopied === 1);
  await account.handle.signal(intentSignal, intent);
  await account.handle.query(statusQuery);
  await account.handle.signal(intentSignal, intent);
  await account.handle.query(statusQuery);
  await account.handle.executeUpdate(refreshUpdate);
  const { events } = await account.handle.fetchHistory();
  const all = events ?? [];
  const silent = all.filter(
    (event, index) =>
      event.workflowTaskCompletedEventAttributes != null &&
      all[index + 1]?.workflowTaskScheduledEventAttributes != null,
  );
  expect(silent).toEqual([]);
});
