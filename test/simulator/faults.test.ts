import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultKind } from '../../simulator/control-client.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { clientFor, publicCall, type SignedClient } from './signed-client.ts';

let simulator: Simulator;
let client: SignedClient;

beforeAll(async () => {
  simulator = await startSimulator({ speed: 0 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  client = await clientFor(simulator, { USD: '10000' });
});
afterEach(() => simulator.control.removeFaults());

const buy = { pair: 'XBTUSD', type: 'buy', ordertype: 'market', volume: '0.01' };
const booked = async (): Promise<number> => (await simulator.control.book({ key: client.account.key })).length;
const next = (kind: FaultKind, more: { ms?: number; error?: string } = {}): Promise<unknown> =>
  simulator.control.addFault({ kind, key: client.account.key, endpoint: 'AddOrder', count: 1, ...more });

test.each([
  ['drop-before-accept', 0],
  ['drop-after-accept', 1],
  ['cut-off-after-accept', 1],
] as const)('%s: the sender hears nothing, the book has %i orders, the next one passes', async (kind, orders) => {
  await next(kind);
  await expect(client.call('AddOrder', buy)).rejects.toThrow();
  expect(await booked()).toBe(orders);
  expect((await client.call('AddOrder', buy)).error).toEqual([]);
});

test.each([
  ['http-502-before-accept', 502, /Bad Gateway/, 0],
  ['http-502-after-accept', 502, /Bad Gateway/, 1],
  ['garbage-after-accept', 200, /^\{"error":\[\],"re/, 1],
  ['empty-after-accept', 200, /^$/, 1],
  ['empty-object-after-accept', 200, /^\{\}$/, 1],
  ['html-after-accept', 200, /^<html>/, 1],
] as const)('%s: status %i, and the answer is no answer', async (kind, status, text, orders) => {
  await next(kind);
  const response = await client.send('AddOrder', buy);
  const body = await response.text();
  expect(response.status).toBe(status);
  expect(body).toMatch(text);
  expect(body).not.toMatch(/"txid":\["O\w{5}-\w{5}-\w{6}"\].*\}\}$/);
  expect(await booked()).toBe(orders);
});

test.each([
  ['rate-limit', 'EAPI:Rate limit exceeded'],
  ['invalid-nonce', 'EAPI:Invalid nonce'],
  ['permission-denied', 'EGeneral:Permission denied'],
  ['unavailable', 'EService:Unavailable'],
  ['refuse', 'EOrder:Orders limit exceeded'],
] as const)('%s: refused with %s, nothing done', async (kind, error) => {
  await next(kind, { error: 'EOrder:Orders limit exceeded' });
  expect((await client.call('AddOrder', buy)).error).toEqual([error]);
  expect(await booked()).toBe(0);
  expect((await client.call('AddOrder', buy)).error).toEqual([]);
});

test('an answer that comes late: the order stands long before', async () => {
  await next('delay-after-accept', { ms: 1_500 });
  const startedAtMs = performance.now();
  const sent = client.call('AddOrder', buy);
  await expect.poll(booked, { timeout: 1_400 }).toBe(1);
  expect(performance.now() - startedAtMs).toBeLessThan(1_400);
  expect((await sent).error).toEqual([]);
  expect(performance.now() - startedAtMs).toBeGreaterThan(1_490);
});

test('a fault of one account does not touch another, nor its other endpoints', async () => {
  const other = await clientFor(simulator, { USD: '10000' });
  await simulator.control.addFault({ kind: 'rate-limit', key: client.account.key, endpoint: 'AddOrder' });
  expect((await client.call('AddOrder', buy)).error).toEqual(['EAPI:Rate limit exceeded']);
  expect((await client.call('Balance')).error).toEqual([]);
  expect((await other.call('AddOrder', buy)).error).toEqual([]);
  expect((await publicCall(simulator.url, 'Ticker?pair=XBTUSD')).error).toEqual([]);
});

test('a fault can wait for its turn, and the luck of a fault is the same for the same seed', async () => {
  await simulator.control.addFault({ kind: 'unavailable', endpoint: 'Balance', skip: 2, count: 1 });
  const errors = [];
  for (let n = 0; n < 4; n++) errors.push((await client.call('Balance')).error[0] ?? 'fine');
  expect(errors).toEqual(['fine', 'fine', 'EService:Unavailable', 'fine']);

  const luck = async (seed: number): Promise<string> => {
    const one = await startSimulator({ seed });
    await one.control.addFault({ kind: 'unavailable', endpoint: 'Time', probability: 0.5 });
    let drawn = '';
    for (let n = 0; n < 24; n++) drawn += (await publicCall(one.url, 'Time')).error.length > 0 ? 'x' : '.';
    await one.close();
    return drawn;
  };
  const first = await luck(7);
  expect(first).toMatch(/x.*\.|\..*x/);
  expect(await luck(7)).toBe(first);
  expect(await luck(8)).not.toBe(first);
});

test('a slow line delays every answer', async () => {
  await simulator.control.changeSettings({ delayMs: 200 });
  const startedAtMs = performance.now();
  const answers = await Promise.all(Array.from({ length: 20 }, () => publicCall(simulator.url, 'Time')));
  const tookMs = performance.now() - startedAtMs;
  await simulator.control.changeSettings({ delayMs: 0 });
  expect(answers.every(({ error }) => error.length === 0)).toBe(true);
  expect(tookMs).toBeGreaterThan(195);
  expect(tookMs).toBeLessThan(2_000);
});

test('every request is on record with its time, also those that were dropped', async () => {
  const { key } = client.account;
  await simulator.control.resetRequests();
  await next('drop-before-accept');
  const beforeMs = performance.timeOrigin + performance.now();
  await client.call('AddOrder', { ...buy, cl_ord_id: 'dropped' }).catch(() => undefined);
  await client.call('AddOrder', { ...buy, cl_ord_id: 'taken' });
  await client.call('Balance');
  const orders = await simulator.control.requests({ key, endpoint: 'AddOrder' });
  expect(orders.map(({ clientOrderId }) => clientOrderId)).toEqual(['dropped', 'taken']);
  expect(orders[0]!.atMs).toBeGreaterThanOrEqual(beforeMs);
  expect(orders[1]!.atMs).toBeGreaterThan(orders[0]!.atMs);
  expect(orders.some(({ atMs }) => !Number.isInteger(atMs))).toBe(true);
  expect(await simulator.control.requests({ key })).toHaveLength(3);
});
