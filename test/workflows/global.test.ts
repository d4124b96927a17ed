import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSettings } from '../../config/settings.ts';
import type { TradingState } from '../../domain/account-config.ts';
import { plus } from '../../domain/decimal.ts';
import { noGlobalLimits, type GlobalLimits } from '../../domain/global-state.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { globalHandle, joinGlobal, leaveGlobal, presentGlobalOrder, startGlobal } from '../../workers/global-actor.ts';
import { startAccount } from '../../workers/actors.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import {
  configureGlobalSignal,
  globalStateQuery,
  globalStatusQuery,
  setGlobalStateSignal,
  setModeSignal,
  setTradingStateSignal,
  stateQuery,
  submitIntentUpdate,
  submitOrderUpdate,
} from '../../workflows/messages.ts';
import { startOwnTemporal, type OwnTemporal } from '../support/own-temporal.ts';
import { externalEntry, openWorld, order, until, type World, type WorldAccount } from '../support/world.ts';

/** There is one global workflow in a namespace: this file has a server of its own. */
let temporal: OwnTemporal;
let world: World;
beforeAll(async () => {
  temporal = await startOwnTemporal();
  world = await openWorld(undefined, {}, temporal);
}, 60_000);
afterAll(async () => {
  await world.close();
  await temporal.stop();
});
/** Nobody is left of the test before: what they hold would count. */
beforeEach(async () => {
  await world.exchange.control.setPrice('BTC/USD', '50000');
  await startGlobal(world.client, noGlobalLimits, world.taskQueue);
  const { accountIds } = await global().query(globalStateQuery);
  for (const id of accountIds) await world.client.workflow.getHandle(accountWorkflowId(id)).terminate();
  await leaveGlobal(world.client, accountIds);
});

const limits = (changes: Partial<GlobalLimits> = {}): GlobalLimits => ({ ...noGlobalLimits, ...changes });
const global = () => globalHandle(world.client);
const begin = async (what: GlobalLimits, accounts: readonly WorldAccount[]): Promise<void> => {
  await startGlobal(world.client, what, world.taskQueue);
  await global().signal(setGlobalStateSignal, 'active');
  await joinGlobal(
    world.client,
    accounts.map(({ config }) => config.accountId),
  );
};
const switchAll = (tradingState: TradingState) => global().signal(setGlobalStateSignal, tradingState);
const isIn = async (account: WorldAccount, tradingState: TradingState): Promise<boolean> =>
  (await account.status()).tradingState === tradingState;
const buy = (account: WorldAccount, usd: string) =>
  account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: usd })] });
const sell = (account: WorldAccount, fraction = '1') =>
  account.handle.executeUpdate(submitOrderUpdate, { args: [order('sell', { kind: 'fraction', fraction })] });
const shareOf = async ({ handle }: WorldAccount) => (await handle.query(stateQuery)).global.exposureShareUsd;

test('halted for all: nothing leaves, not even an exit; who starts afterwards is halted too; a person ends it', async () => {
  const account = await world.account({ mode: 'live' });
  expect(await buy(account, '500')).toMatchObject({ outcome: 'filled' });
  await begin(limits(), [account]);
  await switchAll('halted');
  await until(() => isIn(account, 'halted'));
  expect(await buy(account, '100')).toMatchObject({ outcome: 'denied', code: 'TRADING_STATE_HALTED' });
  expect(await sell(account)).toMatchObject({ outcome: 'denied', code: 'TRADING_STATE_HALTED' });
  expect((await buy(account, '100')).context).toContain('by=global');
  await account.handle.signal(setTradingStateSignal, 'active');

  const later = await world.account();
  await joinGlobal(world.client, [later.config.accountId]);
  await until(() => isIn(later, 'halted'));

  await switchAll('active');
  await until(async () => (await isIn(account, 'active')) && (await isIn(later, 'active')));
  expect(await sell(account)).toMatchObject({ outcome: 'filled' });
}, 60_000);

test('an account that starts while all are halted knows it before anything else', async () => {
  const account = await world.account({ mode: 'live' });
  await begin(limits(), []);
  await switchAll('halted');
  await account.handle.terminate();
  const present = await presentGlobalOrder(world.client);
  expect(present).toMatchObject({ tradingState: 'halted' });
  await startAccount(world.client, world.journal, account.config, world.taskQueue, present);
  expect(await account.status()).toMatchObject({ tradingState: 'halted', ownTradingState: 'active' });
});

test('exit-only for all: entries are denied, exits pass', async () => {
  const account = await world.account({ mode: 'live' });
  await buy(account, '500');
  await begin(limits(), [account]);
  await switchAll('exit-only');
  await until(() => isIn(account, 'exit-only'));
  expect(await buy(account, '100')).toMatchObject({ outcome: 'denied', code: 'TRADING_STATE_EXIT_ONLY' });
  expect(await sell(account)).toMatchObject({ outcome: 'filled' });
}, 60_000);

test('what two accounts lose together ends entries for all within 15 s; exits pass; only a person goes on', async () => {
  const accounts = await Promise.all([world.account({ mode: 'live' }), world.account({ mode: 'live' })]);
  const [one, other] = accounts;
  for (const account of accounts) expect(await buy(account, '5000')).toMatchObject({ outcome: 'filled' });
  await begin(limits({ maxDailyLossUsd: '600' }), accounts);
  await until(async () => Object.keys((await global().query(globalStateQuery)).standings).length === 2);
  expect(await isIn(one, 'active')).toBe(true);
  // Either alone loses 500 and a fee: not enough.
  await world.exchange.control.setPrice('BTC/USD', '45000');
  await until(() => isIn(one, 'exit-only'), 15_000);
  await until(() => isIn(other, 'exit-only'));
  const { reason, profitTodayUsd } = await global().query(globalStatusQuery);
  expect(reason).toMatch(/^GLOBAL_LOSS_REACHED profit_usd=-1\d{3}\.?\d* limit=600$/);
  expect(Number(profitTodayUsd)).toBeLessThan(-1000);
  expect(await sell(one, '0.5')).toMatchObject({ outcome: 'filled' });
  expect(await buy(other, '100')).toMatchObject({ outcome: 'denied', code: 'TRADING_STATE_EXIT_ONLY' });

  await switchAll('active');
  await until(async () => (await isIn(one, 'active')) && (await isIn(other, 'active')));
  expect(await buy(other, '100')).toMatchObject({ outcome: 'filled' });
  // As much as the limit again, from where the person went on.
  await world.exchange.control.setPrice('BTC/USD', '36000');
  await until(() => isIn(other, 'exit-only'), 15_000);
}, 90_000);

test('six accounts copy one trade at once: together they never own more than the limit', async () => {
  const accounts = await Promise.all(Array.from({ length: 6 }, () => world.account({ mode: 'live' })));
  const master = await world.master(accounts, { balances: { USD: '100000' } });
  await begin(limits({ maxExposureUsd: '1200' }), [...accounts, master]);
  await until(async () => (await Promise.all(accounts.map(shareOf))).every((share) => share === '200'), 30_000);
  // Each would buy for 500 USD.
  await master.master.executeUpdate(submitIntentUpdate, { args: [externalEntry()] });
  await until(async () => (await Promise.all(accounts.map((one) => one.status()))).every((s) => s.tradesCopied === 1));
  const { exposureUsd } = await global().query(globalStatusQuery);
  expect(Number(exposureUsd)).toBeLessThanOrEqual(1200);
  const costs = (await Promise.all(accounts.map((one) => one.book()))).flat().map(({ cost }) => cost);
  expect(costs).toHaveLength(6);
  expect(Number(costs.reduce((sum, cost) => plus(sum, cost), '0'))).toBeGreaterThan(1150);
  expect(Number(costs.reduce((sum, cost) => plus(sum, cost), '0'))).toBeLessThanOrEqual(1200);
  const second = await buy(accounts[0] as WorldAccount, '100');
  expect(second).toMatchObject({ outcome: 'denied', code: 'GLOBAL_EXPOSURE_REACHED' });
}, 90_000);

test('one who goes live takes its part from the others, and gets no more than they leave', async () => {
  const first = await world.account({ mode: 'live' });
  const second = await world.account();
  await begin(limits({ maxExposureUsd: '1000' }), [first, second]);
  await until(async () => (await shareOf(first)) === '1000' && (await shareOf(second)) === '500', 30_000);
  expect(await buy(first, '900')).toMatchObject({ outcome: 'filled' });
  await second.handle.signal(setModeSignal, 'live');
  await until(async () => {
    const [ofFirst, ofSecond] = [Number(await shareOf(first)), Number(await shareOf(second))];
    return ofFirst < 110 && ofSecond > 80 && ofSecond < 110;
  });
  expect(await buy(second, '400')).toMatchObject({ outcome: 'denied' });
}, 60_000);

test('ended from outside it goes on from its last state: what was halted stays halted, limits hold', async () => {
  const account = await world.account();
  await begin(limits({ maxExposureUsd: '700' }), [account]);
  await switchAll('halted');
  await until(() => isIn(account, 'halted'));
  await global().terminate();
  await startGlobal(world.client, null, world.taskQueue);
  expect(await global().query(globalStatusQuery)).toMatchObject({
    ...{ tradingState: 'halted', limits: { maxExposureUsd: '700', maxDailyLossUsd: null }, accounts: 1 },
  });
  await global().signal(configureGlobalSignal, noGlobalLimits);
  await switchAll('active');
  await until(() => isIn(account, 'active'));
});

test('while it is missing nobody waits for it: accounts trade on by what they were told last', async () => {
  const account = await world.account({ mode: 'live' });
  await begin(limits({ maxExposureUsd: '1000', maxDailyLossUsd: '5000' }), [account]);
  await until(async () => (await shareOf(account)) === '1000', 30_000);
  await global().terminate();
  expect(await buy(account, '600')).toMatchObject({ outcome: 'filled' });
  expect(await buy(account, '600')).toMatchObject({ outcome: 'denied', code: 'GLOBAL_EXPOSURE_REACHED' });
  expect(await sell(account)).toMatchObject({ outcome: 'filled' });
}, 60_000);

test('a new worker takes over in the middle, and a long history goes on in a new run', async () => {
  const account = await world.account({ mode: 'live' });
  await begin(limits({ maxExposureUsd: '1000' }), [account]);
  await until(async () => (await shareOf(account)) === '1000', 30_000);
  const { runId } = await global().describe();
  for (let round = 0; round < 30; round += 1) {
    await switchAll(round % 2 === 0 ? 'exit-only' : 'active');
    if (round % 10 === 5) {
      await world.dropWorker();
      await world.addWorker();
    }
    await until(() => isIn(account, round % 2 === 0 ? 'exit-only' : 'active'));
  }
  await until(async () => (await global().describe()).runId !== runId, 30_000);
  expect(await global().query(globalStatusQuery)).toMatchObject({ tradingState: 'active', accounts: 1 });
  expect(await shareOf(account)).toBe('1000');
}, 120_000);

test('every history of this file replays: a worker that is lost loses no limit and no switch', async () => {
  const { cacheDir } = readSettings(process.env);
  const query = "WorkflowType = 'globalWorkflow'";
  const runs: { workflowId: string; runId: string }[] = [];
  for await (const run of world.client.workflow.list({ query })) runs.push(run);
  expect(runs.length).toBeGreaterThan(2);
  const histories = await Promise.all(
    runs.map(async ({ workflowId, runId }) => ({
      workflowId: `${workflowId} ${runId}`,
      history: await world.client.workflow.getHandle(workflowId, runId).fetchHistory(),
    })),
  );
  const failures: string[] = [];
  const replays = Worker.runReplayHistories({ workflowBundle: await workflowBundle(cacheDir) }, histories);
  for await (const { workflowId, error } of replays) if (error) failures.push(`${workflowId}: ${error.message}`);
  expect(failures).toEqual([]);
}, 60_000);
