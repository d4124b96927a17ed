import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '../../config/settings.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { previewIntent } from '../../domain/preview-intent.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { intentSignal, previewUpdate, stateQuery, submitMasterOrderUpdate } from '../../workflows/messages.ts';
import { openWorld, order, until, type World, type WorldAccount, type WorldMaster } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  // Then the master's order fills at the very price that it was decided by.
  await world.exchange.control.setLiquidity('BTC/USD', { spreadTicks: 0 });
});
afterAll(async () => {
  await world.close();
});

type Request = ReturnType<typeof order>;

const previewOwn = (account: WorldAccount, request: Request): Promise<DecisionRecord> =>
  account.handle.executeUpdate(previewUpdate, { args: [{ kind: 'own', request }] });

/** As the command asks: the master first, then each follower with the intent that would come of it. */
async function previewCopies(
  master: WorldMaster,
  followers: readonly WorldAccount[],
  request: Request,
): Promise<readonly DecisionRecord[]> {
  const intent = previewIntent(await previewOwn(master, request), Date.now());
  if (intent === null) throw new Error('the master would not trade');
  return Promise.all(
    followers.map(({ handle }) => handle.executeUpdate(previewUpdate, { args: [{ kind: 'copy', intent }] })),
  );
}

async function reallyTraded(
  master: WorldMaster,
  followers: readonly WorldAccount[],
  request: Request,
): Promise<readonly (DecisionRecord | undefined)[]> {
  const { intentId } = await master.master.executeUpdate(submitMasterOrderUpdate, { args: [request] });
  const records = async () => (await world.journal.intent(intentId ?? ''))?.records ?? [];
  await until(async () => (await records()).filter((one) => one.settledAtMs !== null).length === followers.length);
  const found = await records();
  return followers.map(({ config }) => found.find(({ accountId }) => accountId === config.accountId));
}

/** What a preview promises. */
const told = (record: DecisionRecord | undefined) => ({
  quantity: record?.plan?.quantity ?? null,
  limitPrice: record?.plan?.limitPrice ?? null,
  code: record?.code ?? null,
  sizing: record?.sizing,
  guards: record?.guards,
});

const limits = (maxOrderUsd: string) => ({
  ...{ maxPositionUsd: null, maxRiskPerTradePct: null, maxDailyLossUsd: null, maxDailyTrades: null },
  ...{ maxOrderUsd, maxDriftPct: null, stopTradingOnLoss: false },
});

test('a preview is what then really happens: live, capped, below the minimum, and when sold again', async () => {
  const plain = await world.account({ mode: 'live' });
  const capped = await world.account({ mode: 'live', config: { limits: limits('200') } });
  const poor = await world.account({ mode: 'live', balances: { USD: '2' } });
  const followers = [plain, capped, poor];
  const master = await world.master(followers, { mode: 'live', balances: { USD: '100000' } });

  const buy = () => order('buy', { kind: 'quantity', quantity: '0.1' });
  const previewed = await previewCopies(master, followers, buy());
  expect(previewed.map(({ outcome, code }) => code ?? outcome)).toEqual([
    ...['pending', 'pending', 'NOTIONAL_BELOW_MINIMUM'],
  ]);
  expect(previewed[1]?.guards).toMatchObject([{ guard: 'max_order', verdict: 'cap' }]);
  const real = await reallyTraded(master, followers, buy());
  expect(real.map((record) => record?.outcome)).toEqual(['filled', 'filled', 'skipped']);
  expect(previewed.map(told)).toEqual(real.map(told));

  const sell = () => order('sell', { kind: 'fraction', fraction: '0.5' });
  const previewedExit = await previewCopies(master, followers, sell());
  expect(previewedExit.map(({ outcome, code }) => code ?? outcome)).toEqual(['pending', 'pending', 'NOTHING_OWNED']);
  const realExit = await reallyTraded(master, followers, sell());
  expect(previewedExit.map(told)).toEqual(realExit.map(told));
});

test('previewed any number of times, nothing is at the exchange, in the journal or in the counters', async () => {
  const live = await world.account({ mode: 'live', config: { limits: limits('200') } });
  const observing = await world.account();
  const followers = [live, observing];
  const master = await world.master(followers, { mode: 'live', balances: { USD: '100000' } });
  const request = order('buy', { kind: 'quote', amount: '5000' });
  const first = await previewCopies(master, followers, request);
  const second = await previewCopies(master, followers, request);
  const alone = await previewOwn(live, request);
  expect(second.map(told)).toEqual(first.map(told));
  expect(first.map(({ outcome }) => outcome)).toEqual(['pending', 'observed']);
  expect(alone).toMatchObject({ outcome: 'denied', code: 'MAX_ORDER_REACHED', mode: 'live' });
  for (const account of [master, ...followers]) {
    expect(await account.book()).toEqual([]);
    expect(await world.journal.decisions(account.config.accountId, 10)).toEqual([]);
    expect(await account.status()).toMatchObject({ signalsObserved: 0, tradesCopied: 0, queued: 0, openOrders: 0 });
    const state = await account.handle.query(stateQuery);
    expect(state).toMatchObject({ positions: {}, decisions: [], unwritten: [], targets: {}, rehearsal: null });
    expect(state.seen).toMatchObject({ recentIds: [], recentSequences: [], highestSequence: 0 });
    expect(state.day.trades).toBe(0);
  }
});

test('a previewed intent that really comes afterwards is not taken for a repeat', async () => {
  const follower = await world.account({ mode: 'live' });
  const master = await world.master([follower], { mode: 'live', balances: { USD: '100000' } });
  const request = order('buy', { kind: 'quantity', quantity: '0.1' });
  const intent = previewIntent(await previewOwn(master, request), Date.now());
  if (intent === null) throw new Error('the master would not trade');
  await follower.handle.executeUpdate(previewUpdate, { args: [{ kind: 'copy', intent }] });
  await follower.handle.signal(intentSignal, { ...intent, sequence: 1, epochMs: 1, occurredAtMs: Date.now() });
  await until(async () => (await follower.book()).length === 1);
});

test('an account without a key says so, and delays nobody', async () => {
  const keyless = await world.account({ withKey: false });
  const live = await world.account({ mode: 'live' });
  const master = await world.master([keyless, live], { mode: 'live', balances: { USD: '100000' } });
  const request = order('buy', { kind: 'quantity', quantity: '0.1' });
  const [without, other] = await previewCopies(master, [keyless, live], request);
  expect(without).toMatchObject({ outcome: 'skipped', code: 'CREDENTIALS_MISSING', plan: null });
  expect(other?.outcome).toBe('pending');
});

test('an account that was asked often, several times at once, goes on at another worker', async () => {
  const follower = await world.account({ mode: 'live' });
  const master = await world.master([follower], { mode: 'live', balances: { USD: '100000' } });
  const request = order('buy', { kind: 'quantity', quantity: '0.01' });
  const ask = () => previewCopies(master, [follower], request);
  await Promise.all([ask(), ask(), ask()]);
  await world.dropWorker();
  await world.addWorker();
  await ask();
  await reallyTraded(master, [follower], request);
  await ask();
  const { cacheDir } = readSettings(process.env);
  const histories = await Promise.all(
    [follower, master].map(async ({ handle }) => ({
      workflowId: handle.workflowId,
      history: await handle.fetchHistory(),
    })),
  );
  const replays = Worker.runReplayHistories({ workflowBundle: await workflowBundle(cacheDir) }, histories);
  for await (const { error } of replays) expect(error).toBeUndefined();
});
