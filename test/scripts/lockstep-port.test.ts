import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import { credentialUses } from '../../config/credential-use.ts';
import { noGlobalLimits } from '../../domain/global-state.ts';
import type { AccountConfig } from '../../domain/account-config.ts';
import { openLockstep } from '../../scripts/lockstep-port/open-lockstep.ts';
import { LockstepRefusal, type Lockstep, type TradeOutcome, type TradeView } from '../../server/lockstep.ts';
import { joinGlobal, startGlobal } from '../../workers/global-actor.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { asDescribed } from '../support/as-described.ts';
import { accountInReview, clientOrderIdOf } from '../support/account-in-review.ts';
import { startOwnTemporal, type OwnTemporal } from '../support/own-temporal.ts';
import {
  externalEntry,
  openWorld,
  order,
  until,
  type World,
  type WorldAccount,
  type WorldMaster,
} from '../support/world.ts';

/** There is one switch over all accounts in a namespace: this file has a server of its own. */
let temporal: OwnTemporal;
let world: World;
let connection: Connection;
let lockstep: Lockstep;
let alice: WorldAccount;
let bob: WorldAccount;
let poor: WorldAccount;
let keyless: WorldAccount;
let master: WorldMaster;
const users: AccountConfig[] = [];
const told: string[] = [];

const idOf = ({ config }: WorldAccount): string => config.accountId;
const quote = (amount: string) => ({ kind: 'quote', amount }) as const;

beforeAll(async () => {
  temporal = await startOwnTemporal();
  world = await openWorld(undefined, {}, temporal);
  [alice, bob, poor, keyless] = await Promise.all([
    world.account(),
    world.account(),
    world.account({ balances: { USD: '1' } }),
    world.account({ withKey: false }),
  ]);
  master = await world.master([alice, bob, poor], { balances: { USD: '30000' }, mode: 'live' });
  users.push(alice.config, bob.config, poor.config, keyless.config);
  await startGlobal(world.client, noGlobalLimits, world.taskQueue);
  await joinGlobal(world.client, [master, alice, bob, poor, keyless].map(idOf));
  const credentials = new Map([master, alice, bob, poor].map((one) => [idOf(one), credentialText('key', 'secret')]));
  connection = await Connection.connect({ address: temporal.address });
  lockstep = asDescribed(
    openLockstep({
      connection,
      namespace: temporal.namespace,
      journal: world.journal,
      readConfig: () => ({
        ...{
          master: master.config,
          users: [...users],
          globalLimits: noGlobalLimits,
          fileGlobalLimits: noGlobalLimits,
          problems: [],
        },
        ...{ credentials, credentialUses: credentialUses(credentials, new Map()) },
      }),
      uiUrl: 'http://127.0.0.1:8233',
      taskQueue: world.taskQueue,
      tell: (...lines) => told.push(...lines),
    }),
  );
}, 90_000);
afterAll(async () => {
  await world.close();
  await connection.close();
  await temporal.stop();
});

/** How a call was refused: its kind, and one line for a person. */
async function refusal(call: Promise<unknown>): Promise<readonly [LockstepRefusal['kind'], string]> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LockstepRefusal)) throw new Error('it was not refused', { cause: error });
  expect(error.message).toMatch(/^[^\n]+$/);
  return [error.kind, error.message];
}

async function decided(intentId: string, accounts: number): Promise<TradeView> {
  let trade: TradeView | null = null;
  await until(async () => {
    trade = await lockstep.intent(intentId);
    return trade?.accounts.filter(({ outcome }) => outcome !== 'pending').length === accounts;
  });
  return trade!;
}
const outcomeOf = ({ accounts }: TradeView, account: WorldAccount): TradeOutcome | undefined =>
  accounts.find(({ accountId }) => accountId === idOf(account));

test('every account, the master first, with what describes it and its page in the Temporal UI', async () => {
  const views = await lockstep.accounts();
  expect(views.map(({ accountId }) => accountId)).toEqual([master, alice, bob, poor, keyless].map(idOf));
  expect(views[0]).toMatchObject({ role: 'master', statusWord: 'TRADING', isRunning: true });
  expect(views[1]).toMatchObject({
    statusWord: 'OBSERVING',
    equityUsd: '10000',
    config: alice.config,
    workflowId: `account/${idOf(alice)}`,
    uiUrl: `http://127.0.0.1:8233/namespaces/${temporal.namespace}/workflows/account%2F${idOf(alice)}`,
  });
  expect(views[4]).toMatchObject({ connection: 'credentials-missing', isRunning: true });
  expect(await lockstep.account(idOf(bob))).toEqual(views[2]);
  expect(await lockstep.copying()).toEqual({ state: 'on', reason: null, followers: 3 });
  expect(await lockstep.global()).toMatchObject({ tradingState: 'active', accounts: 5 });
});

test('an id that nothing has is not found, and the answer names nobody else', async () => {
  const notFound = ['not-found', 'unknown account "nobody"'];
  const request = order('buy', quote('100'));
  for (const call of [
    () => lockstep.account('nobody'),
    () => lockstep.setMode('nobody', 'live', false),
    () => lockstep.setTradingState('nobody', 'halted'),
    () => lockstep.start('nobody'),
    () => lockstep.stop('nobody', false),
    () => lockstep.liquidate('nobody'),
    () => lockstep.refresh('nobody'),
    () => lockstep.resolve('nobody', { clientOrderId: 'x', verdict: 'never-existed' }),
    () => lockstep.tradeAlone('nobody', request),
    () => lockstep.decisions('nobody', 10),
    () => lockstep.events('nobody', 10),
    () => lockstep.rehearsal('nobody'),
    () => lockstep.report([idOf(alice), 'nobody'], { from: null, to: null }),
    () => lockstep.reportCsv(['nobody'], { from: null, to: null }),
  ]) {
    expect(await refusal(call())).toEqual(notFound);
  }
  expect(await lockstep.intent('none')).toBeNull();
});

test('live is seen at once by whoever looks; without a key it is refused', async () => {
  expect(await lockstep.setMode(idOf(alice), 'live', false)).toMatchObject({ mode: 'live', statusWord: 'TRADING' });
  expect((await lockstep.accounts())[1]).toMatchObject({ mode: 'live' });
  const [kind, words] = await refusal(lockstep.setMode(idOf(keyless), 'live', false));
  expect([kind, words]).toEqual(['refused', `${idOf(keyless)}: not live: credentials not set`]);
  expect(await keyless.status()).toMatchObject({ mode: 'observe' });
});

test('a preview tells what each would do, and buys nothing', async () => {
  const preview = await lockstep.preview(order('buy', quote('3000')));
  expect(preview.accounts.map(({ accountId, wouldOrder }) => [accountId, wouldOrder])).toEqual([
    [idOf(master), true],
    [idOf(alice), true],
    [idOf(bob), true],
    [idOf(poor), false],
    [idOf(keyless), false],
  ]);
  expect(await world.exchange.control.book()).toEqual([]);
});

test('the master trades once for one order id, however often it is asked; each outcome comes with its words', async () => {
  const request = order('buy', quote('3000'));
  const [result, again] = await Promise.all([lockstep.trade(request), lockstep.trade(request)]);
  expect(result).toMatchObject({ order: { outcome: 'filled' }, delivered: 3, notCopied: null });
  expect(again).toEqual(result);
  expect(await master.book()).toHaveLength(1);
  const trade = await decided(result.intentId!, 3);
  expect(trade).toMatchObject({ symbol: 'BTC/USD', side: 'buy', kind: 'entry', simulated: false });
  expect(trade.masterFill).toMatchObject({ averagePrice: expect.any(String) });
  expect(outcomeOf(trade, alice)).toMatchObject({ mode: 'live', outcome: 'filled', why: '', code: null });
  expect(outcomeOf(trade, bob)).toMatchObject({ mode: 'observe', outcome: 'observed', filledQuantity: '0' });
  const skipped = outcomeOf(trade, poor);
  expect(skipped).toMatchObject({ outcome: 'skipped', code: 'NOTIONAL_BELOW_MINIMUM' });
  expect(skipped?.why).toContain("below the exchange's minimum (");
  await until(async () => (await lockstep.intents(1))[0]?.intentId === result.intentId);
  expect(await lockstep.intents(1)).toHaveLength(1);
});

test('an intent from outside is handed out once; the same id again is a duplicate', async () => {
  const intent = externalEntry();
  expect(await lockstep.submitIntent(intent)).toMatchObject({ duplicate: false, delivered: 3 });
  expect(await lockstep.submitIntent(intent)).toEqual({ duplicate: true });
  await decided(intent.intentId, 3);
  expect(await alice.book()).toHaveLength(2);
});

test('an order of one account alone; halted, it buys nothing', async () => {
  const before = (await alice.book()).length;
  expect(await lockstep.setTradingState(idOf(alice), 'halted')).toMatchObject({ statusWord: 'HALTED' });
  expect(await lockstep.tradeAlone(idOf(alice), order('buy', quote('100')))).toMatchObject({
    outcome: 'denied',
    code: 'TRADING_STATE_HALTED',
  });
  expect(await lockstep.setTradingState(idOf(alice), 'active')).toMatchObject({ statusWord: 'TRADING' });
  expect(await lockstep.tradeAlone(idOf(alice), order('buy', quote('100')))).toMatchObject({ outcome: 'filled' });
  expect(await alice.book()).toHaveLength(before + 1);
});

test('what an account decided and what happened to it, newest first', async () => {
  await until(async () => (await lockstep.decisions(idOf(alice), 10)).length === 4);
  const [latest] = await lockstep.decisions(idOf(alice), 1);
  expect(latest).toMatchObject({ accountId: idOf(alice), origin: 'own', outcome: 'filled' });
  await until(async () => (await lockstep.events(idOf(alice), 10)).length === 3);
  expect((await lockstep.events(idOf(alice), 10)).map(({ code }) => code)).toEqual([
    'STATE_CHANGED',
    'STATE_CHANGED',
    'MODE_CHANGED',
  ]);
  expect(await lockstep.decisions(idOf(keyless), 10)).toEqual([]);
});

test('what an observing account rehearsed, beside what live ones did', async () => {
  const rehearsal = await lockstep.rehearsal(idOf(bob));
  expect(rehearsal).toMatchObject({ accountId: idOf(bob), mode: 'observe', cleanObservations: 2, tradesInAll: 2 });
  expect(rehearsal.trades[0]?.live).toMatchObject({ filled: 1 });
});

test('a report of all, of some, and of a time; its file for tax tools', async () => {
  const ever = { from: null, to: null };
  const all = await lockstep.report(null, ever);
  expect(all.accounts.map(({ accountId, trades }) => [accountId, trades])).toEqual([
    [idOf(master), 1],
    [idOf(alice), 3],
    [idOf(bob), 0],
    [idOf(poor), 0],
    [idOf(keyless), 0],
  ]);
  const own = await lockstep.report([idOf(alice), idOf(bob)], ever);
  expect(own).toMatchObject({ total: { accounts: 2, trades: 3, copied: 2 }, csv: null, notes: [] });
  expect(JSON.stringify(own)).not.toContain(idOf(master));
  expect(await lockstep.report([idOf(alice)], { from: null, to: '2020-01-01' })).toMatchObject({ executions: [] });
  const csv = await lockstep.reportCsv([idOf(alice)], ever);
  expect(csv.split('\n')[0]).toContain('Date,Sent Amount,Sent Currency');
  expect(csv.trim().split('\n')).toHaveLength(4);
  expect(await refusal(lockstep.report(null, { from: 'yesterday', to: null }))).toEqual([
    'refused',
    expect.stringContaining('from: Expected a day in UTC'),
  ]);
  expect(await refusal(lockstep.reportCsv(null, { from: '2026-01-02', to: '2026-01-01' }))).toEqual([
    'refused',
    'from is after to',
  ]);
});

test('an account is read afresh, its key proven; so is every account for the audit', async () => {
  await world.exchange.control.changeBalance(`key-${idOf(bob)}`, 'USD', '500');
  expect(await lockstep.refresh(idOf(bob))).toMatchObject({
    equityUsd: '10500',
    permissions: { trade: true, withdraw: false },
  });
  expect(await lockstep.account(idOf(bob))).toMatchObject({ equityUsd: '10500' });
  const audit = await lockstep.audit();
  expect(audit.accounts).toHaveLength(5);
  expect(audit.totals.byUser.map(({ name }) => name)).toContain(bob.config.name);
});

test('limits changed while it runs hold for the next order, without a restart', async () => {
  const limited = { ...alice.config, limits: { ...alice.config.limits, maxOrderUsd: '50' } };
  users[0] = limited;
  expect(await lockstep.configure(idOf(alice), limited)).toMatchObject({ config: limited, mode: 'live' });
  const order100 = await lockstep.tradeAlone(idOf(alice), order('buy', quote('100')));
  expect([order100.outcome, order100.code]).toEqual(['denied', 'MAX_ORDER_REACHED']);
  const [kind] = await refusal(lockstep.configure(idOf(alice), { ...limited, exchange: 'binance' }));
  expect(kind).toBe('refused');
  expect(await refusal(lockstep.configure(idOf(alice), bob.config))).toEqual([
    'refused',
    `"${idOf(bob)}" is not "${idOf(alice)}"`,
  ]);
  await lockstep.configure(idOf(alice), limited);
  expect((await alice.handle.query(stateQuery)).config).toEqual(limited);
});

test('an order that needs review is settled once; one that does not is refused', async () => {
  const { account, orders } = await accountInReview(world, 1);
  users.push(account.config);
  const clientOrderId = clientOrderIdOf(orders[0]!);
  const filled = { verdict: 'filled', exchangeOrderId: 'O1', averagePrice: '60000' } as const;
  const id = idOf(account);
  expect(await refusal(lockstep.resolve(id, { clientOrderId, ...filled, filledQuantity: '0.03' }))).toEqual([
    'refused',
    "0.03 is more than the order's 0.02",
  ]);
  const settled = await lockstep.resolve(id, { clientOrderId, ...filled, filledQuantity: '0.02' });
  expect(settled).toMatchObject({ code: 'RESOLVED_BY_PERSON', filledQuantity: '0.02' });
  expect(await refusal(lockstep.resolve(id, { clientOrderId, verdict: 'never-existed' }))).toEqual([
    'refused',
    `${id}: no order needs review`,
  ]);
  expect(await lockstep.account(id)).toMatchObject({ needsReview: [], positions: [{ ownedQuantity: '0.02' }] });
  users.pop();
  expect(await lockstep.stop(id, false)).toMatchObject({ isRunning: false, positions: [{ ownedQuantity: '0.02' }] });
  // Nothing describes it any more, so it is gone as soon as the list of what runs has noticed.
  await until(async () => (await lockstep.accounts()).length === 5);
});

test('copying off: the master trades for itself alone', async () => {
  expect(await lockstep.setCopying(false)).toMatchObject({ state: 'off' });
  expect(await lockstep.copying()).toMatchObject({ state: 'off' });
  const before = (await alice.book()).length;
  const result = await lockstep.trade(order('buy', quote('500')));
  expect(result).toMatchObject({ delivered: 0, notCopied: expect.any(String) });
  expect(await alice.book()).toHaveLength(before);
  expect(await lockstep.setCopying(true)).toMatchObject({ state: 'on' });
});

test('stop everything: no account buys until a person ends it; limits over all are in force at once', async () => {
  expect(await lockstep.setGlobalState('halted')).toMatchObject({ tradingState: 'halted' });
  expect(new Set((await lockstep.accounts()).map(({ tradingState }) => tradingState))).toEqual(new Set(['halted']));
  const result = await lockstep.tradeAlone(idOf(bob), order('buy', quote('100')));
  expect(result).toMatchObject({ outcome: 'denied', code: 'TRADING_STATE_HALTED' });
  expect(await lockstep.setGlobalState('active')).toMatchObject({ tradingState: 'active' });
  expect(await lockstep.account(idOf(alice))).toMatchObject({ tradingState: 'active' });
  const limits = { maxExposureUsd: '5000', maxDailyLossUsd: null };
  expect(await lockstep.setGlobalLimits(limits)).toMatchObject({ limits });
  // A start does not put the file's limits back in force.
  await lockstep.start(idOf(bob));
  expect(await lockstep.global()).toMatchObject({ limits });
  await lockstep.setGlobalLimits(noGlobalLimits);
});

test('what is owned is sold; an account that does not run sells nothing and says what it owns', async () => {
  const [sold] = await lockstep.liquidate(idOf(alice));
  expect(sold).toMatchObject({ symbol: 'BTC/USD', outcome: 'filled', remaining: '0' });
  expect(await lockstep.account(idOf(alice))).toMatchObject({ positions: [] });
  expect(await lockstep.liquidate(idOf(alice))).toEqual([]);

  await lockstep.configure(idOf(alice), alice.config);
  expect(await lockstep.tradeAlone(idOf(alice), order('buy', quote('500')))).toMatchObject({ outcome: 'filled' });
  const stopped = await lockstep.stop(idOf(alice), false);
  expect(stopped).toMatchObject({ isRunning: false, connection: 'not-connected', reason: 'not running' });
  expect(stopped.positions).toHaveLength(1);
  const [kind, words] = await refusal(lockstep.liquidate(idOf(alice)));
  expect(kind).toBe('refused');
  expect(words).toMatch(/: not running and owns 0\.0\d+ BTC\/USD/);
});

test('a stopped account takes no orders and can be read; started, it goes on with what it owned and follows', async () => {
  const id = idOf(alice);
  for (const call of [
    () => lockstep.tradeAlone(id, order('buy', quote('100'))),
    () => lockstep.setMode(id, 'observe', false),
    () => lockstep.setTradingState(id, 'halted'),
    () => lockstep.resolve(id, { clientOrderId: 'x', verdict: 'never-existed' }),
  ]) {
    const [kind, words] = await refusal(call());
    expect([kind, words]).toEqual(['refused', expect.stringContaining('not running')]);
  }
  expect(await lockstep.copying()).toMatchObject({ followers: 2 });
  expect(await lockstep.refresh(id)).toMatchObject({ connection: 'connected', mode: 'live' });
  expect(await lockstep.account(id)).toMatchObject({ isRunning: false });
  const started = await lockstep.start(id);
  expect(started).toMatchObject({ isRunning: true, mode: 'live', statusWord: 'TRADING' });
  expect(started.positions).toHaveLength(1);
  await until(async () => (await lockstep.copying()).followers === 3);
  expect(await lockstep.stop(id, true)).toMatchObject({ isRunning: false, positions: [] });
});

test('an account that is disabled stops and keeps what it owns; enabled it runs again, and never by a start', async () => {
  const id = idOf(bob);
  const disabled = { ...bob.config, enabled: false };
  users[1] = disabled;
  expect(await lockstep.configure(id, disabled)).toMatchObject({ isRunning: false, reason: 'disabled in its file' });
  expect(await refusal(lockstep.start(id))).toEqual(['refused', `${id}: not started: "enabled" is false in its file`]);
  users[1] = bob.config;
  expect(await lockstep.configure(id, bob.config)).toMatchObject({ isRunning: true });
});

test('without a worker everything is unavailable in one line, and nothing hangs', async () => {
  await world.dropWorker();
  // Answers of a moment ago still count.
  await until(async () => (await Promise.allSettled([lockstep.accounts()]))[0].status === 'rejected');
  const worded = ['unavailable', expect.stringContaining('no worker answers')];
  const [all, trade, own, preview] = await Promise.all([
    refusal(lockstep.accounts()),
    refusal(lockstep.trade({ ...order('buy', quote('100')), orderId: randomUUID() })),
    refusal(lockstep.tradeAlone(idOf(bob), order('buy', quote('100')))),
    refusal(lockstep.preview(order('buy', quote('100')))),
  ]);
  expect([all, trade, own, preview]).toEqual([worded, worded, worded, worded]);
  expect(await lockstep.global()).toBeNull();
  expect(await lockstep.account(idOf(bob))).toMatchObject({ isRunning: true, statusWord: 'NOT CONNECTED' });
  expect(await lockstep.intents(50)).not.toEqual([]);
  expect(told).toEqual([]);
}, 60_000);
