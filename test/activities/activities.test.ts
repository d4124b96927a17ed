import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { decide } from '../../domain/decide.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import type { Journal } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { configOf, connected, entry } from '../domain/accounts.ts';

let exchange: Simulator;
let journal: Journal;
const folder = mkdtempSync(join(tmpdir(), 'lockstep-activities-'));
const accounts = new Map<string, ExchangeAccount>();

beforeAll(async () => {
  exchange = await startSimulator({ speed: 0 });
  await exchange.control.setPrice('BTC/USD', '60000');
  journal = openJournal({ url: `file:${join(folder, 'journal.db')}` });
  const marketData = openMarketData('kraken', { baseUrl: exchange.url });
  for (const name of ['alice', 'bob']) {
    const { key, secret } = await exchange.control.createAccount({
      name,
      key: `key-${name}`,
      balances: { USD: '3000', BTC: '0.1' },
    });
    accounts.set(name, openAccount(marketData, credentialOf(key, secret)));
  }
});
beforeEach(async () => {
  await exchange.control.removeFaults();
});
afterAll(async () => {
  await journal.close();
  await exchange.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs an activity as if this workflow had scheduled it. */
function scheduledBy(workflowId: string, workflowType = 'accountWorkflow') {
  const environment = new MockActivityEnvironment(
    { workflowExecution: { workflowId, runId: 'run' }, workflowType },
    { logger: new DefaultLogger('ERROR') },
  );
  return {
    run: <Args extends unknown[], Result>(
      activity: (...args: Args) => Promise<Result>,
      ...args: Args
    ): Promise<Result> => environment.run<Args, Result, (...args: Args) => Promise<Result>>(activity, ...args),
  };
}
const asAlice = () => scheduledBy(accountWorkflowId('alice'));
const activities = () =>
  createActivities({
    exchangeOf: (accountId) => accounts.get(accountId) ?? null,
    marketDataOf: () => {
      throw new Error('not asked for here');
    },
    journal,
  });
const orderOf = (accountId: string): DecisionRecord => {
  const state = connected({ config: configOf(accountId) });
  const nowMs = Date.now();
  const trade = tradeFromIntent(entry({ intentId: randomUUID(), occurredAtMs: nowMs }), 'live');
  return decide({ ...state, snapshot: state.snapshot && { ...state.snapshot, atMs: nowMs } }, trade, nowMs);
};
const booked = (record: DecisionRecord) => exchange.control.book({ clientOrderId: record.plan?.clientOrderId ?? '' });

describe('credential binding: an activity acts for the account whose workflow scheduled it', () => {
  test("an order of Bob's scheduled by Alice's workflow is refused, nobody trades", async () => {
    const record = orderOf('bob');
    await expect(asAlice().run(activities().placeOrder, record, '0', 'kraken')).rejects.toThrow(
      'not an order of account alice',
    );
    expect(await booked(record)).toEqual([]);
  });

  test('play money never becomes real: an account whose ledger is elsewhere is neither traded nor read', async () => {
    const record = orderOf('alice');
    const placed = await asAlice().run(activities().placeOrder, record, '0', 'alpaca (practice)');
    expect(placed.outcome).toMatchObject({ kind: 'not-sent', reason: expect.stringContaining('kraken now') as string });
    expect(await booked(record)).toEqual([]);
    const request = {
      symbols: [],
      withPermissions: false,
      reconcile: null,
      place: 'alpaca (practice)',
      lastNonce: '0',
    };
    expect(await asAlice().run(activities().readAccount, request)).toMatchObject({ kind: 'failed', isRefused: true });
  });

  test.each([
    ['the master workflow', 'master/alice', 'masterWorkflow'],
    ['another workflow with an account’s id', 'account/alice', 'dispatchWorkflow'],
  ])('%s can not act for an account', async (_name, workflowId, workflowType) => {
    const record = orderOf('alice');
    const request = { symbols: [], withPermissions: false, reconcile: null, place: 'kraken', lastNonce: '0' };
    await expect(
      scheduledBy(workflowId, workflowType).run(activities().placeOrder, record, '0', 'kraken'),
    ).rejects.toThrow('only an account workflow');
    await expect(scheduledBy(workflowId, workflowType).run(activities().readAccount, request)).rejects.toThrow(
      'only an account workflow',
    );
    expect(await booked(record)).toEqual([]);
  });

  test('an account without a credential sends nothing and says so', async () => {
    const record = orderOf('carol');
    const { outcome } = await scheduledBy(accountWorkflowId('carol')).run(
      activities().placeOrder,
      record,
      '0',
      'kraken',
    );
    expect(outcome).toMatchObject({ kind: 'not-sent' });
    const reading = await scheduledBy(accountWorkflowId('carol')).run(activities().readAccount, {
      symbols: [],
      withPermissions: true,
      reconcile: null,
      place: 'kraken',
      lastNonce: '0',
    });
    expect(reading).toEqual({ kind: 'credentials-missing' });
  });
});

describe('placeOrder', () => {
  test('sends once, waits for the fill and journals the record in the same go', async () => {
    const record = orderOf('alice');
    const result = await asAlice().run(activities().placeOrder, record, '0', 'kraken');
    expect(result).toMatchObject({
      isJournaled: true,
      outcome: { kind: 'accepted', order: { status: 'closed', filledQuantity: record.plan?.quantity } },
    });
    expect(await booked(record)).toHaveLength(1);
    const [journaled] = await journal.decisions('alice', 1);
    expect(journaled).toMatchObject({ intentId: record.intentId, outcome: 'filled', revision: 2 });
    expect(BigInt(result.lastNonce ?? '0')).toBeGreaterThan(0n);
  });

  test('an answer lost after acceptance is unknown, not failed, and is found by its id', async () => {
    const record = orderOf('alice');
    await exchange.control.addFault({ kind: 'drop-after-accept', endpoint: 'AddOrder', key: 'key-alice', count: 1 });
    const { outcome } = await asAlice().run(activities().placeOrder, record, '0', 'kraken');
    expect(outcome.kind).toBe('unknown');
    const found = await asAlice().run(activities().findOrder, {
      clientOrderId: record.plan?.clientOrderId ?? '',
      exchangeOrderId: null,
      symbol: 'BTC/USD',
      sinceMs: Date.now() - 60_000,
      lastNonce: '0',
      place: 'kraken',
    });
    expect(found).toMatchObject({
      kind: 'answered',
      found: { kind: 'found', order: { filledQuantity: record.plan?.quantity } },
    });
  });

  test('an entry whose life is over does not leave any more', async () => {
    const record = orderOf('alice');
    const late = { ...record, plan: record.plan && { ...record.plan, sendBeforeMs: Date.now() - 1 } };
    expect((await asAlice().run(activities().placeOrder, late, '0', 'kraken')).outcome).toEqual({
      kind: 'not-sent',
      reason: 'expired',
    });
    expect(await booked(record)).toEqual([]);
  });

  test('a refusal carries the exchange’s words and its code', async () => {
    const record = orderOf('alice');
    const tooMuch = { ...record, plan: record.plan && { ...record.plan, quantity: '5' } };
    expect((await asAlice().run(activities().placeOrder, tooMuch, '0', 'kraken')).outcome).toMatchObject({
      kind: 'rejected',
      code: 'INSUFFICIENT_FUNDS',
    });
  });
});

describe('readAccount and findOrder', () => {
  const request = {
    symbols: ['BTC/USD', 'NO/USD'],
    withPermissions: true,
    reconcile: null,
    place: 'kraken',
    lastNonce: '0',
  };

  test('values everything held, and tells a market that does not exist from one that does', async () => {
    const reading = await scheduledBy(accountWorkflowId('bob')).run(activities().readAccount, request);
    expect(reading).toMatchObject({
      kind: 'read',
      snapshot: { equityUsd: '9000', unpriced: [] },
      markets: { 'BTC/USD': { base: 'BTC', active: true }, 'NO/USD': null },
      permissions: { trade: true, withdraw: false },
    });
  });

  test('a query that fails is never an empty account nor an absent order', async () => {
    await exchange.control.addFault({ kind: 'garbage-after-accept', key: 'key-bob' });
    expect(await scheduledBy(accountWorkflowId('bob')).run(activities().readAccount, request)).toMatchObject({
      kind: 'failed',
      isRefused: false,
    });
    const look = {
      clientOrderId: randomUUID(),
      exchangeOrderId: null,
      symbol: 'BTC/USD',
      sinceMs: 0,
      lastNonce: '0',
      place: 'kraken',
    };
    expect(await scheduledBy(accountWorkflowId('bob')).run(activities().findOrder, look)).toMatchObject({
      kind: 'failed',
    });
    await exchange.control.removeFaults();
    expect(await scheduledBy(accountWorkflowId('bob')).run(activities().findOrder, look)).toMatchObject({
      kind: 'answered',
      found: { kind: 'absent' },
    });
  });

  test('a proof of rights that can not be had now does not keep the account from trading', async () => {
    await exchange.control.addFault({
      kind: 'http-502-before-accept',
      key: 'key-bob',
      endpoint: 'GetApiKeyInfo',
      count: 1,
    });
    const reading = await scheduledBy(accountWorkflowId('bob')).run(activities().readAccount, request);
    expect(reading).toMatchObject({ kind: 'read', permissions: null });
  });

  test('a refused key is told apart from a passing fault', async () => {
    await exchange.control.revokeKey('key-bob');
    expect(await scheduledBy(accountWorkflowId('bob')).run(activities().readAccount, request)).toMatchObject({
      kind: 'failed',
      isRefused: true,
    });
    await exchange.control.restoreKey('key-bob');
  });

  test('no nonce is ever used again, also after a clock that stepped back', async () => {
    const ahead = String(BigInt(Date.now() + 3_600_000) * 1_000n);
    const { lastNonce } = (await asAlice().run(activities().readAccount, { ...request, lastNonce: ahead })) as {
      lastNonce: string;
    };
    expect(BigInt(lastNonce)).toBeGreaterThan(BigInt(ahead));
    expect(await asAlice().run(activities().readAccount, { ...request, lastNonce: '0' })).toMatchObject({
      kind: 'read',
    });
  });
});
