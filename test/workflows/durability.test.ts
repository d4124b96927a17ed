import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWorkflowId } from '../../domain/ids.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { startAccount, startMaster } from '../../workers/actors.ts';
import {
  intentSignal,
  stopUpdate,
  refreshUpdate,
  statusQuery,
  submitIntentUpdate,
  submitOrderUpdate,
  reconcileSignal,
} from '../../workflows/messages.ts';
import {
  externalEntry,
  externalExit,
  openWorld,
  order,
  until,
  type World,
  type WorldAccount,
} from '../support/world.ts';

let world: World;
let isJournalDown = false;
beforeAll(async () => {
  world = await openWorld((journal) => ({
    ...journal,
    writeRecords: (records) =>
      isJournalDown ? Promise.reject(new JournalUnavailable('down')) : journal.writeRecords(records),
  }));
});
afterAll(async () => {
  await world.close();
});

const currentRun = async ({ handle }: WorldAccount): Promise<string> =>
  (await world.client.workflow.getHandle(handle.workflowId).describe()).runId;

test('a history that grows too long goes on in a new run with every waiting intent, each decided once', async () => {
  const account = await world.account();
  const firstRun = await currentRun(account);
  const count = 400;
  const intents = Array.from({ length: count }, (_, index) => ({
    ...externalEntry(),
    sequence: index + 1,
    epochMs: 1,
    simulated: false,
  }));
  for (let from = 0; from < count; from += 50) {
    await Promise.all(intents.slice(from, from + 50).map((intent) => account.handle.signal(intentSignal, intent)));
  }
  await until(async () => (await account.status()).signalsObserved >= count, 90_000);
  expect((await account.status()).signalsObserved).toBe(count);
  const { accountId } = account.config;
  await until(async () => (await world.journal.decisions(accountId, count * 2)).length >= count);
  const records = await world.journal.decisions(accountId, count * 2);
  expect(new Set(records.map(({ intentId }) => intentId)).size).toBe(count);
  expect(records).toHaveLength(count);
  expect(await currentRun(account)).not.toBe(firstRun);
}, 120_000);

test('a crowd of trades is observed with few writes: who observes must not slow down who trades', async () => {
  const account = await world.account();
  const { accountId } = account.config;
  const count = 40;
  await world.dropWorker();
  const intents = Array.from({ length: count }, (_, index) => ({
    ...{ ...externalEntry(), sequence: index + 1, epochMs: 1, simulated: false },
  }));
  await Promise.all(intents.map((intent) => account.handle.signal(intentSignal, intent)));
  await world.addWorker();
  await until(async () => (await world.journal.decisions(accountId, count * 2)).length >= count);
  const told = await world.journal.decisions(accountId, count * 2);
  expect(told.map(({ sequence }) => sequence).sort()).toEqual(intents.map(({ sequence }) => sequence).sort());
  const { events } = await account.handle.fetchHistory();
  const writes = (events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: task }) => task?.activityType?.name === 'recordDecisions',
  );
  expect(writes.length).toBeLessThanOrEqual(3);
}, 60_000);

test('600 followers are reached through dispatch workflows, those that do not run are told', async () => {
  const follower = await world.account();
  const ghosts = Array.from({ length: 599 }, (_, index) => `ghost-${index}-${follower.config.accountId}`);
  const master = await world.master([follower]);
  await startMaster(world.client, world.journal, master.config.accountId, ghosts, world.taskQueue);
  const intent = externalEntry();
  const result = await master.master.executeUpdate(submitIntentUpdate, { args: [intent] });
  expect(result).toMatchObject({ duplicate: false, delivered: 1 });
  expect(result.duplicate ? [] : result.undelivered).toHaveLength(599);
  await until(async () => ((await world.journal.intent(intent.intentId))?.records.length ?? 0) === 1);
  const dispatches = world.client.workflow.list({
    query: `WorkflowType = 'dispatchWorkflow' AND WorkflowId STARTS_WITH '${master.config.accountId}/dispatch/'`,
  });
  await until(async () => {
    const found = [];
    for await (const dispatch of dispatches) found.push(dispatch.workflowId);
    return found.length === 2;
  });
}, 90_000);

test('a journal that is down delays no order and loses no record', async () => {
  const follower = await world.account({ mode: 'live' });
  const master = await world.master([follower]);
  isJournalDown = true;
  const intent = externalEntry();
  try {
    await master.master.executeUpdate(submitIntentUpdate, { args: [intent] });
    await until(async () => (await follower.book()).length === 1);
    await until(async () => (await follower.status()).tradesCopied === 1);
  } finally {
    isJournalDown = false;
  }
  await until(async () => (await world.journal.intent(intent.intentId))?.records[0]?.outcome === 'filled');
});

test('an account that stops keeps what it owns and its mode, and goes on from there', async () => {
  const account = await world.account({ mode: 'live' });
  await account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: '500' })] });
  const before = await account.status();
  await account.handle.executeUpdate(stopUpdate, { args: [{ liquidate: false, requestId: 'stop-1' }] });
  await account.handle.result();
  await startAccount(world.client, world.journal, account.config, world.taskQueue);
  const again = world.client.workflow.getHandle(accountWorkflowId(account.config.accountId));
  await again.signal(reconcileSignal);
  await until(async () => (await account.status()).connection === 'connected');
  const after = await account.status();
  expect([after.mode, after.positions]).toEqual([before.mode, before.positions]);
  expect(after.positions).toHaveLength(1);
});

test('an account whose workflow was terminated still owns what it owned', async () => {
  const account = await world.account({ mode: 'live' });
  await account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: '500' })] });
  const before = await account.status();
  await account.handle.terminate();
  await startAccount(world.client, world.journal, account.config, world.taskQueue);
  await until(
    async () => (await world.client.workflow.getHandle(account.handle.workflowId).describe()).status.name === 'RUNNING',
  );
  const status = () => world.client.workflow.getHandle(account.handle.workflowId).query(statusQuery);
  await until(async () => (await status()).connection === 'connected');
  expect((await status()).positions).toEqual(before.positions);
});

test('a refresh asked for while a reading is under way gets one of its own, at once', async () => {
  const account = await world.account();
  const key = `key-${account.config.accountId}`;
  await world.exchange.control.addFault({ kind: 'delay-after-accept', ms: 400, endpoint: 'BalanceEx', key, count: 1 });
  await world.exchange.control.resetRequests();
  const readings = async () => (await world.exchange.control.requests({ key, endpoint: 'BalanceEx' })).length;
  await account.handle.signal(reconcileSignal);
  await until(async () => (await readings()) === 1);
  await account.handle.executeUpdate(refreshUpdate);
  expect(await readings()).toBe(2);
}, 20_000);

test('an account whose earlier state can not be read is not started as one that owns nothing', async () => {
  const broken: typeof world.journal = {
    ...world.journal,
    loadAccountState: () => Promise.reject(new JournalUnavailable('the journal is down')),
  };
  const config = { ...(await world.account()).config, accountId: `unread-${Date.now()}` };
  await expect(startAccount(world.client, broken, config, world.taskQueue)).rejects.toThrow(
    /owned before .* the journal is down/,
  );
  await expect(world.client.workflow.getHandle(accountWorkflowId(config.accountId)).describe()).rejects.toThrow();
});

describe('an answer that is lost', () => {
  test.each(['drop-after-accept', 'http-502-after-accept', 'empty-object-after-accept'] as const)(
    'after the exchange took the order (%s): found by its id, nothing sent twice',
    async (kind) => {
      const follower = await world.account({ mode: 'live' });
      await world.exchange.control.addFault({
        kind,
        endpoint: 'AddOrder',
        key: `key-${follower.config.accountId}`,
        count: 1,
      });
      const result = await follower.handle.executeUpdate(submitOrderUpdate, {
        args: [order('buy', { kind: 'quote', amount: '500' })],
      });
      expect(result.outcome).toBe('filled');
      expect(await follower.book()).toHaveLength(1);
      expect((await follower.status()).positions[0]?.ownedQuantity).toBe(result.filledQuantity);
    },
  );

  test('before the exchange took it: absent once the fence has passed, sent again with the same id', async () => {
    const follower = await world.account({ mode: 'live' });
    await world.exchange.control.addFault({
      kind: 'drop-before-accept',
      endpoint: 'AddOrder',
      key: `key-${follower.config.accountId}`,
      count: 1,
    });
    const startedAt = performance.now();
    const result = await follower.handle.executeUpdate(submitOrderUpdate, {
      args: [order('buy', { kind: 'quote', amount: '500' })],
    });
    expect(result.outcome).toBe('filled');
    expect(performance.now() - startedAt).toBeLessThan(9_000);
    const book = await follower.book();
    expect(book.map(({ clientOrderId }) => clientOrderId)).toEqual([result.clientOrderId]);
  });

  test('an exit on that symbol waits for it and then sells what was bought', async () => {
    const follower = await world.account({ mode: 'live' });
    const master = await world.master([follower]);
    await world.exchange.control.addFault({
      kind: 'drop-after-accept',
      endpoint: 'AddOrder',
      key: `key-${follower.config.accountId}`,
      count: 1,
    });
    await master.master.executeUpdate(submitIntentUpdate, { args: [externalEntry()] });
    await master.master.executeUpdate(submitIntentUpdate, { args: [externalExit('1')] });
    await until(async () => (await follower.book()).length === 2);
    await until(async () => (await follower.status()).positions.length === 0);
    expect(await follower.status()).toMatchObject({ openOrders: 0, needsReview: [] });
  });
});

test('a key revoked in the middle shows at once, and the others trade as if nothing were', async () => {
  const [broken, healthy] = [await world.account({ mode: 'live' }), await world.account({ mode: 'live' })];
  const master = await world.master([broken, healthy]);
  await world.exchange.control.revokeKey(`key-${broken.config.accountId}`);
  await master.master.executeUpdate(submitIntentUpdate, { args: [externalEntry()] });
  await until(async () => (await healthy.status()).tradesCopied === 1);
  await until(async () => (await broken.status()).connection === 'not-connected', 10_000);
  expect((await broken.status()).reason).toContain('Invalid key');
  await world.exchange.control.restoreKey(`key-${broken.config.accountId}`);
  await broken.handle.signal(reconcileSignal);
  await until(async () => (await broken.status()).connection === 'connected');
});
