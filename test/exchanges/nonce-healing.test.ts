import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderPlan } from '../../domain/order.ts';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData, type SharedExchange } from '../../exchanges/market-data.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';

let simulator: Simulator;
let exchange: SharedExchange;
beforeAll(async () => {
  simulator = await startSimulator({ speed: 0 });
  await simulator.control.setPrice('BTC/USD', '50000');
  exchange = openMarketData('kraken', { baseUrl: simulator.url });
});
afterAll(() => simulator.close());

/** A process of its own that acts for the key: what it knows of nonces is what it is told. */
type Process = () => ExchangeAccount;

async function newKey(): Promise<{ readonly key: string; readonly startProcess: Process }> {
  const { key, secret } = await simulator.control.createAccount({ balances: { USD: '10000' } });
  return { key, startProcess: () => openAccount(exchange, credentialOf(key, secret)) };
}

const microseconds = (ms: number): string => `${Math.trunc(ms)}000`;
const hourMs = 3_600_000;

/** The key was used by a process whose clock was that far ahead of this one. */
async function usedAhead(startProcess: Process, aheadMs: number): Promise<void> {
  const earlier = startProcess();
  earlier.raiseNonce(microseconds(Date.now() + aheadMs));
  await earlier.balances();
}

const marketOrder = (side: OrderPlan['side']): OrderPlan => ({
  clientOrderId: randomUUID(),
  symbol: 'BTC/USD',
  side,
  type: 'market',
  quantity: '0.001',
  limitPrice: null,
  sendBeforeMs: null,
});

test('a carried nonce an hour ahead of the clock: the next process goes on above it, nothing is refused', async () => {
  const { key, startProcess } = await newKey();
  const first = startProcess();
  first.raiseNonce(microseconds(Date.now() + hourMs));
  await first.balances();
  const second = startProcess();
  second.raiseNonce(first.lastNonce);
  await second.balances();
  expect(await simulator.control.requests({ key })).toHaveLength(2);
  expect((await second.balances())[0]?.total).toBe('10000');
});

test('the clock is an hour back and the nonce was lost: the first look trades again after four refusals', async () => {
  const { key, startProcess } = await newKey();
  await usedAhead(startProcess, hourMs);
  await simulator.control.resetRequests();
  const fresh = startProcess();
  const startedAt = performance.now();
  expect((await fresh.balances())[0]?.total).toBe('10000');
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  const requests = await simulator.control.requests({ key });
  expect(requests.length).toBeLessThanOrEqual(5);
  expect((await fresh.sendOrder(marketOrder('buy'))).kind).toBe('accepted');
});

test('an exit without a look before it gets through: each refusal is definitive and makes the next try higher', async () => {
  const { key, startProcess } = await newKey();
  await startProcess().sendOrder(marketOrder('buy'));
  await usedAhead(startProcess, hourMs);
  const fresh = startProcess();
  const exit = marketOrder('sell');
  const answers: string[] = [];
  while (answers.at(-1) !== 'accepted' && answers.length < 6) {
    const answer = await fresh.sendOrder(exit);
    answers.push(answer.kind === 'rejected' ? answer.code : answer.kind);
  }
  expect(answers.at(-1)).toBe('accepted');
  expect(answers.slice(0, -1).every((code) => code === 'INVALID_NONCE')).toBe(true);
  expect(answers.length).toBeLessThanOrEqual(5);
  expect(await simulator.control.book({ key, clientOrderId: exit.clientOrderId })).toHaveLength(1);
});

test('a key that other software used with nanoseconds is reached by the second look', async () => {
  const { startProcess } = await newKey();
  const other = startProcess();
  other.raiseNonce(`${Date.now()}000000`);
  await other.balances();
  const fresh = startProcess();
  await expect(fresh.balances()).rejects.toThrow('Invalid nonce');
  expect((await fresh.balances())[0]?.total).toBe('10000');
});

test('a refusal that comes once costs a second of nonces and one more request', async () => {
  const { key, startProcess } = await newKey();
  await simulator.control.addFault({ kind: 'invalid-nonce', key, count: 1 });
  const account = startProcess();
  await account.balances();
  expect(await simulator.control.requests({ key })).toHaveLength(2);
  const aheadMs = Number(BigInt(account.lastNonce) / 1000n) - Date.now();
  expect(aheadMs).toBeLessThanOrEqual(1_000);
});

test('an exchange that refuses every nonce is asked a few times, not for ever', async () => {
  const { key, startProcess } = await newKey();
  const fault = await simulator.control.addFault({ kind: 'invalid-nonce', key });
  const account = startProcess();
  await expect(account.balances()).rejects.toThrow('Invalid nonce');
  expect((await simulator.control.requests({ key })).length).toBeLessThanOrEqual(6);
  for (let look = 0; look < 5; look += 1) await expect(account.balances()).rejects.toThrow('Invalid nonce');
  expect(BigInt(account.lastNonce)).toBeLessThan(2n ** 63n);
  await simulator.control.removeFault(fault.id);
  expect((await account.balances())[0]?.total).toBe('10000');
});

test('two processes with the same key and clocks an hour apart both trade, each order once', async () => {
  const { key, startProcess } = await newKey();
  const ahead = startProcess();
  ahead.raiseNonce(microseconds(Date.now() + hourMs));
  const behind = startProcess();
  for (let round = 0; round < 3; round += 1) {
    for (const account of [ahead, behind]) {
      await account.balances();
      expect((await account.sendOrder(marketOrder('buy'))).kind).toBe('accepted');
    }
  }
  expect(await simulator.control.book({ key })).toHaveLength(6);
});
