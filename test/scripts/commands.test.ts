import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Account } from '../../scripts/account-view.ts';
import type { Scorecard } from '../../scripts/scorecard.ts';
import { simulatorControl, type SimulatorControl } from '../../simulator/control-client.ts';
import { homeAt } from '../../workers/home.ts';
import { readRunningUp } from '../../workers/running-up.ts';
import { master, user } from '../config/config-folder.ts';
import { installLockstep, type UpProcess } from '../support/installed-lockstep.ts';
import type { Ended } from '../support/run-node.ts';

const installation = installLockstep({ TEMPORAL_ADDRESS: '', LOCKSTEP_DATABASE_URL: '' });
const dave = /^config\/users\/dave\.json: limits\.max_order_usd: expected .*\n$/;
let up: UpProcess;
let exchange: SimulatorControl;

beforeAll(async () => {
  installation.writeAccount('master.json', master);
  installation.writeAccount('users/alice.json', user('alice'));
  installation.writeAccount('users/bob.json', user('bob', { limits: { max_order_usd: '150' } }));
  installation.writeAccount('users/carol.json', user('carol', { enabled: false }));
  installation.writeAccount('users/dave.json', user('dave', { limits: { max_order_usd: '-1' } }));
  up = await installation.up('--simulator');
  exchange = simulatorControl(readRunningUp(homeAt(installation.home))?.simulator?.url ?? '');
  await exchange.setPrice('BTC/USD', '50000');
});
afterAll(() => installation.remove());

const lockstep = (...args: readonly string[]): Promise<Ended> => installation.run(...args);

/** The document of a command that has to end with this code. */
async function json<T>(exitCode: number, ...args: readonly string[]): Promise<T> {
  const { code, stderr, json: document } = await installation.json<T>(...args);
  expect(code, `${args.join(' ')}: ${stderr}`).toBe(exitCode);
  return document;
}

interface Results {
  readonly results: readonly { readonly accountId: string; readonly reason: string | null }[];
}
interface Traded {
  readonly intentId: string | null;
  readonly order: { readonly outcome: string; readonly filledQuantity: string; readonly averagePrice: string };
  readonly delivered: number;
}

const statuses = () => json<{ readonly master: Account; readonly users: readonly Account[] }>(0, 'status');
const ordersOf = async (accountId: string): Promise<number> =>
  (await exchange.book({ key: `demo-${accountId}` })).length;
const allOrders = async (): Promise<number> => (await exchange.book()).length;
const scorecardOf = (intentId: string | null) => json<Scorecard>(0, 'intents', intentId ?? '');
const goLive = (...ids: readonly string[]) => json<Results>(0, 'mode', 'live', ...ids, '--yes');

test('status: the master, then every user that a file describes, a broken file told on stderr', async () => {
  const { code, stdout, stderr } = await lockstep('status', '--json');
  expect(code).toBe(0);
  expect(stderr).toMatch(dave);
  const shown = JSON.parse(stdout) as Awaited<ReturnType<typeof statuses>>;
  expect(shown.master).toMatchObject({
    ...{ accountId: 'master', role: 'master', exchange: 'kraken', mode: 'observe', tradingState: 'active' },
    ...{ connection: 'connected', reason: null, statusWord: 'OBSERVING', equityUsd: '30000', quoteFree: '30000' },
    ...{ positions: [], openOrders: 0, needsReview: [], pnlTodayUsd: '0', workflowId: 'account/master' },
  });
  expect(shown.master.uiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows\/account%2Fmaster$/);
  expect(shown.users.map(({ accountId, statusWord, reason }) => ({ accountId, statusWord, reason }))).toEqual([
    { accountId: 'alice', statusWord: 'OBSERVING', reason: null },
    { accountId: 'bob', statusWord: 'OBSERVING', reason: null },
    { accountId: 'carol', statusWord: 'NOT CONNECTED', reason: 'disabled in its file' },
  ]);
  expect((await lockstep('status')).stdout).toMatch(/master[^]*alice[^]*bob[^]*carol/);
});

test('an unknown account is refused with the known ones, one whose file is broken with its mistake', async () => {
  for (const args of [['status'], ['mode', 'live', '--yes'], ['state', 'halted'], ['history'], ['verify']]) {
    const { code, stderr } = await lockstep(...args, 'eve');
    expect(code).toBe(1);
    expect(stderr).toContain('unknown account "eve"; known: master, alice, bob, carol\n');
  }
  expect((await lockstep('status', 'dave')).stderr).toContain('account "dave" has a mistake in its file');
});

test('observe: a trade is decided by everyone and no order leaves', async () => {
  const traded = await json<Traded>(0, 'trade', 'buy', 'btc/usd', '--quantity', '0.02', '--wait');
  expect(traded).toMatchObject({
    order: { outcome: 'observed', averagePrice: '50000' },
    delivered: 2,
    undelivered: [],
  });
  const scorecard = await scorecardOf(traded.intentId);
  expect(scorecard).toMatchObject({ symbol: 'BTC/USD', side: 'buy', kind: 'entry', simulated: true });
  expect(scorecard.accounts.map(({ accountId, mode, outcome }) => ({ accountId, mode, outcome }))).toEqual([
    { accountId: 'alice', mode: 'observe', outcome: 'observed' },
    { accountId: 'bob', mode: 'observe', outcome: 'observed' },
  ]);
  expect(await allOrders()).toBe(0);
});

test('live without --yes names what it would enable and sends nobody live', async () => {
  const { code, stdout, stderr } = await lockstep('mode', 'live', '--all');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('bob (bob) live on kraken: equity 2500.00 USD, at most 150 USD an order');
  expect(stderr).toContain('add --yes');
  const { master: first, users } = await statuses();
  expect([first, ...users].map(({ mode }) => mode)).toEqual(['observe', 'observe', 'observe', 'observe']);
});

test('live with --yes: one order for each live account, none for the observing one; and back', async () => {
  expect(await goLive('master', 'alice')).toMatchObject({
    results: [
      { accountId: 'master', mode: 'live', changed: true, reason: null, rehearsal: { cleanObservations: 1 } },
      { accountId: 'alice', mode: 'live', changed: true, reason: null, rehearsal: { cleanObservations: 1 } },
    ],
  });
  const traded = await json<Traded>(0, 'trade', 'buy', 'BTC/USD', '--quantity', '0.02', '--wait');
  expect(traded.order).toMatchObject({ outcome: 'filled', filledQuantity: '0.02' });
  const [alice, bob] = (await scorecardOf(traded.intentId)).accounts;
  expect(alice).toMatchObject({ accountId: 'alice', mode: 'live', outcome: 'filled', code: null });
  expect(bob).toMatchObject({ accountId: 'bob', mode: 'observe', outcome: 'observed', exchangeOrderId: null });
  const [sent] = await exchange.book({ key: 'demo-alice' });
  expect(sent).toMatchObject({ txid: alice?.exchangeOrderId, clientOrderId: alice?.clientOrderId });
  expect([await ordersOf('master'), await ordersOf('alice'), await ordersOf('bob')]).toEqual([1, 1, 0]);

  const back = await lockstep('mode', 'observe', 'alice');
  expect(back).toMatchObject({ code: 0, stdout: 'alice: now observe\n' });
  expect(back.stderr).toMatch(/alice owns 0\.0\d+ BTC\/USD: in observe the master's exits are not sent/);
  await json(0, 'trade', 'buy', 'BTC/USD', '--quantity', '0.01', '--wait');
  expect([await ordersOf('master'), await ordersOf('alice'), await ordersOf('bob')]).toEqual([2, 1, 0]);
  expect(await goLive('alice')).toMatchObject({ results: [{ mode: 'live', changed: true }] });
});

test('live is refused for an account that does not run: named it fails, with --all it is listed', async () => {
  const refused = { accountId: 'carol', mode: null, changed: false, reason: 'not running', rehearsal: null };
  expect(await json(1, 'mode', 'live', 'carol', '--yes')).toEqual({ results: [refused] });
  const all = await json<Results>(0, 'mode', 'live', '--all', '--yes');
  expect(all.results.map(({ accountId }) => accountId)).toEqual(['master', 'alice', 'bob']);
});

test('a live master whose order can not be placed: nothing is copied, exit 1, the reason in one line', async () => {
  const before = await allOrders();
  const { code, stdout, stderr } = await lockstep('trade', 'buy', 'NOPE/USD', '--quantity', '1', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ intentId: null, order: { outcome: 'skipped', code: 'SYMBOL_UNMAPPED' } });
  expect(stderr).toContain("master's order was not filled: skipped SYMBOL_UNMAPPED symbol=NOPE/USD\n");
  expect(await allOrders()).toBe(before);
});

test('an account trades alone: nobody else hears of it', async () => {
  const before = await allOrders();
  const { order } = await json<Traded>(0, 'trade', 'buy', 'BTC/USD', '--quote', '100', '--account', 'bob');
  expect(order.outcome).toBe('filled');
  expect(await allOrders()).toBe(before + 1);
  expect((await lockstep('trade', 'buy', 'BTC/USD', '--quote', '100', '--account', 'carol')).stderr).toContain(
    'carol is not running: start it with "accounts start carol"',
  );
});

describe('an intent from outside', () => {
  const file = join(installation.configDir, '..', 'exit.json');
  const intent = { intentId: 'outside-1', symbol: 'BTC/USD', side: 'sell', kind: 'exit', exitFraction: '0.5' };

  test('handed in twice, in two processes, is sold once', async () => {
    writeFileSync(file, JSON.stringify(intent));
    const before = await allOrders();
    expect(await json(0, 'intent', file)).toMatchObject({ intentId: 'outside-1', duplicate: false, delivered: 2 });
    const isSold = async () => (await scorecardOf('outside-1')).accounts.every(({ outcome }) => outcome === 'filled');
    await vi.waitUntil(isSold, { timeout: 15_000 });
    expect(await allOrders()).toBe(before + 2);
    expect(await json(0, 'intent', file)).toEqual({ duplicate: true });
    expect(await allOrders()).toBe(before + 2);
  });

  test('is listed with what became of it, newest first', async () => {
    const { intents } = await json<{ readonly intents: readonly unknown[] }>(0, 'intents');
    expect(intents[0]).toMatchObject({ intentId: 'outside-1', kind: 'exit', side: 'sell', outcomes: { filled: 2 } });
    expect(intents).toHaveLength(4);
  });
});

test('the stop button: everyone is halted, a trade is denied, and all go on', async () => {
  const halted = await lockstep('state', 'halted', '--all');
  expect(halted.code).toBe(0);
  expect(halted.stdout).toContain('EVERYTHING IS STOPPED: 3 accounts halted');
  const before = await allOrders();
  const denied = { intentId: null, order: { outcome: 'denied', code: 'TRADING_STATE_HALTED' } };
  expect(await json(1, 'trade', 'buy', 'BTC/USD', '--quantity', '0.01')).toMatchObject(denied);
  expect(await allOrders()).toBe(before);
  expect(await json(0, 'state', 'active', 'master', 'alice', 'bob')).toEqual({
    results: ['master', 'alice', 'bob'].map((accountId) => ({
      ...{ accountId, tradingState: 'active', changed: true, reason: null },
    })),
  });
});

test('a refused key is noticed by verify, and its account can not go live', async () => {
  await json(0, 'mode', 'observe', 'bob');
  await exchange.revokeKey('demo-bob');
  const { accounts } = await json<{ readonly accounts: readonly unknown[] }>(1, 'verify', 'bob');
  expect(accounts).toMatchObject([{ accountId: 'bob', connection: 'not-connected', works: false }]);
  const { results } = await json<Results>(1, 'mode', 'live', 'bob', '--yes');
  expect(results).toMatchObject([{ accountId: 'bob', mode: 'observe', changed: false }]);
  expect(results[0]?.reason).toMatch(/^not connected: /);
  await exchange.restoreKey('demo-bob');
  const fine = { connection: 'connected', works: true, permissions: { trade: true, withdraw: false } };
  expect(await json(0, 'verify', 'bob')).toMatchObject({ accounts: [fine] });
});

test('audit reads everyone afresh, the disabled one too, and adds up', async () => {
  await exchange.changeBalance('demo-carol', 'USD', '1');
  const { accounts, totals } = await json<{
    readonly accounts: readonly { readonly accountId: string; readonly enabled: boolean; readonly equityUsd: string }[];
    readonly totals: Readonly<Record<'usersUsd' | 'masterUsd' | 'overallUsd', string>>;
  }>(0, 'audit');
  expect(accounts.map(({ accountId, enabled }) => ({ accountId, enabled }))).toEqual([
    { accountId: 'master', enabled: true },
    { accountId: 'alice', enabled: true },
    { accountId: 'bob', enabled: true },
    { accountId: 'carol', enabled: false },
  ]);
  const carol = { connection: 'connected', reason: null, permissions: { trade: true, withdraw: false } };
  expect(accounts[3]).toMatchObject({
    ...carol,
    balances: [{ asset: 'USD', total: '401', free: '401' }, { asset: 'ETH' }],
  });
  const [masterCents = 0, ...userCents] = accounts.map(({ equityUsd }) => Math.round(Number(equityUsd) * 100));
  const users = userCents.reduce((sum, cents) => sum + cents, 0);
  expect(Math.round(Number(totals.masterUsd) * 100)).toBe(masterCents);
  expect(Math.abs(Math.round(Number(totals.usersUsd) * 100) - users)).toBeLessThanOrEqual(userCents.length);
  expect(Number(totals.overallUsd)).toBeCloseTo(Number(totals.usersUsd) + Number(totals.masterUsd), 6);
  expect((await statuses()).users[2]).toMatchObject({ accountId: 'carol', connection: 'not-connected' });
});

test('a stopped account misses a trade and keeps what it owns; started again it copies the next one', async () => {
  const before = (await statuses()).users[0]?.positions;
  expect(before).toHaveLength(1);
  const stopped = { accountId: 'alice', running: false, changed: true, positions: before };
  expect(await json(0, 'accounts', 'stop', 'alice')).toMatchObject({ results: [stopped] });
  expect(await json(0, 'accounts', 'stop', 'alice')).toMatchObject({ results: [{ changed: false }] });
  const sent = await ordersOf('alice');
  await json(0, 'trade', 'buy', 'BTC/USD', '--quantity', '0.02', '--wait');
  expect(await ordersOf('alice')).toBe(sent);
  const alone = ['buy', 'BTC/USD', '--quote', '100', '--account', 'alice'];
  expect((await lockstep('trade', ...alone)).stderr).toContain('alice is not running');
  expect((await json<{ accounts: readonly Account[] }>(0, 'accounts')).accounts[1]).toMatchObject({
    ...{ accountId: 'alice', connection: 'not-connected', reason: 'not running', positions: before },
  });

  expect(await json(0, 'accounts', 'start', 'alice')).toMatchObject({ results: [{ running: true, changed: true }] });
  expect(await json(0, 'accounts', 'start', 'alice')).toMatchObject({ results: [{ running: true, changed: false }] });
  expect((await statuses()).users[0]).toMatchObject({ mode: 'live', statusWord: 'TRADING', positions: before });
  await json(0, 'trade', 'buy', 'BTC/USD', '--quantity', '0.02', '--wait');
  expect(await ordersOf('alice')).toBe(sent + 1);
  expect((await lockstep('accounts', 'start', 'carol')).stderr).toContain('"enabled" is false in its file');
}, 60_000);

test('liquidate sells what Lockstep bought and not the coins that somebody had', async () => {
  expect(await lockstep('liquidate', 'alice')).toMatchObject({ code: 1, stdout: '' });
  const sent = await ordersOf('alice');
  expect(await json(0, 'liquidate', 'alice', '--yes')).toMatchObject({
    results: [{ accountId: 'alice', orders: [{ symbol: 'BTC/USD', outcome: 'filled' }], reason: null }],
  });
  expect(await ordersOf('alice')).toBe(sent + 1);
  expect((await statuses()).users[0]?.positions).toEqual([]);
  const account = (await exchange.accounts()).find(({ name }) => name === 'alice');
  expect(account?.balances['XXBT']?.total).toMatch(/^0\.10*$/);
});

test("history tells an account's life over its runs in words, and holds no key", async () => {
  const { events, uiUrl } = await json<{
    readonly uiUrl: string;
    readonly events: readonly { readonly runId: string; readonly atMs: number; readonly text: string }[];
  }>(0, 'history', 'alice');
  const texts = events.map(({ text }) => text);
  expect(texts[0]).toBe('started');
  for (const told of ['mode set to live (setMode)', 'mode set to observe (setMode)', 'now live, active', 'stopped'])
    expect(texts).toContain(told);
  expect(
    texts.filter((text) => /^buy 0\.0\d+ BTC\/USD, intent \d+: order O.* closed, filled 0\.0\d+/.test(text)),
  ).toHaveLength(2);
  expect(new Set(events.map(({ runId }) => runId)).size).toBe(2);
  expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).sort((one, other) => one - other));
  expect(uiUrl).toContain('account%2Falice');
  const secret = createHash('sha512').update('lockstep demo alice').digest('base64');
  expect(JSON.stringify(events)).not.toContain(secret);
  expect((await lockstep('history', 'alice', '--last', '3')).stdout.split('\n')).toHaveLength(6);
});

test('a worker that is gone holds no command for ever, and a stop holds as soon as one is back', async () => {
  process.kill(up.pid, 'SIGSTOP');
  try {
    const trading = lockstep('trade', 'buy', 'BTC/USD', '--quantity', '0.01');
    const stopping = lockstep('state', 'halted', 'bob');
    expect(await lockstep('status')).toMatchObject({ code: 1, stdout: '' });
    expect(await trading).toMatchObject({ code: 1, stdout: '' });
    expect((await trading).stderr).toContain('no worker answers, is "up" still running?');
    expect((await stopping).stderr).toContain('bob: NOT halted: sent, but not in effect');
  } finally {
    process.kill(up.pid, 'SIGCONT');
  }
  await vi.waitUntil(async () => (await statuses()).users[1]?.tradingState === 'halted', { timeout: 15_000 });
}, 60_000);

test('after up has ended cleanly the intents are still told, and everything else says that nothing runs', async () => {
  const { intents } = await json<{ readonly intents: readonly unknown[] }>(0, 'intents');
  expect(await up.end('SIGTERM')).toBe(0);
  expect(await json(0, 'intents')).toEqual({ intents });
  expect((await lockstep('status')).stderr).toContain('Lockstep is not running');
}, 60_000);
