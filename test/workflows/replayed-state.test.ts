import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitOrderUpdate } from '../../workflows/messages.ts';
import { openWorld, order, type World } from '../support/world.ts';

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
