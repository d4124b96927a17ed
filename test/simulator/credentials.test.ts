import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { clientFor, signedClient, type SignedClient } from './signed-client.ts';

let simulator: Simulator;
let client: SignedClient;

beforeAll(async () => {
  simulator = await startSimulator({ speed: 0 });
  client = await clientFor(simulator, { USD: '10000' });
});
afterAll(() => simulator.close());

const buy = { type: 'buy', ordertype: 'market', volume: '0.01' };

test('an unknown key and a wrong secret are told apart', async () => {
  const { account } = client;
  expect((await signedClient(simulator.url, { ...account, key: 'nobody' }).call('Balance')).error).toEqual([
    'EAPI:Invalid key',
  ]);
  const secret = Buffer.from('another secret').toString('base64');
  expect((await signedClient(simulator.url, { ...account, secret }).call('Balance')).error).toEqual([
    'EAPI:Invalid signature',
  ]);
});

test('a body that was changed on its way is refused', async () => {
  const body = new URLSearchParams({ nonce: String(Date.now() * 1e6), pair: 'XBTUSD', ...buy, volume: '9' }).toString();
  const headers = { 'API-Key': client.account.key, 'API-Sign': 'c2lnbmVkIGZvciBhbm90aGVyIGJvZHk=' };
  const response = await fetch(`${simulator.url}/0/private/AddOrder`, { method: 'POST', body, headers });
  expect(await response.json()).toEqual({ error: ['EAPI:Invalid signature'] });
});

test('a request played back is refused: its nonce is used up, also when the request itself failed', async () => {
  const other = await clientFor(simulator, {});
  expect((await other.call('Balance', { nonce: '5' })).error).toEqual([]);
  expect((await other.call('Balance', { nonce: '5' })).error).toEqual(['EAPI:Invalid nonce']);
  expect((await other.call('Balance', { nonce: '4' })).error).toEqual(['EAPI:Invalid nonce']);
  expect((await other.call('AddOrder', { nonce: '6' })).error).toEqual(['EQuery:Unknown asset pair']);
  expect((await other.call('Balance', { nonce: '6' })).error).toEqual(['EAPI:Invalid nonce']);
  expect((await other.call('Balance', { nonce: '1.5' })).error).toEqual(['EAPI:Invalid nonce']);
});

test('a key may do what it was made for and nothing else', async () => {
  const permissions = ['query-funds', 'query-closed-trades', 'withdraw-funds'] as const;
  const watcher = signedClient(simulator.url, await simulator.control.createAccount({ permissions }));
  expect((await watcher.call('Balance')).error).toEqual([]);
  const info = await watcher.call<{ permissions: string[] }>('GetApiKeyInfo');
  expect(info.result.permissions.sort()).toEqual([...permissions].sort());
  expect(await watcher.order(buy)).toBe('EGeneral:Permission denied');
  expect((await watcher.call('OpenOrders')).error).toEqual(['EGeneral:Permission denied']);
});

test('a revoked key is unknown until it is restored', async () => {
  await simulator.control.revokeKey(client.account.key);
  expect(await client.order(buy)).toBe('EAPI:Invalid key');
  await simulator.control.restoreKey(client.account.key);
  expect(await client.order(buy)).toMatch(/^O/);
});

test('a second key of the same account sees the same orders', async () => {
  const { name } = client.account;
  const second = signedClient(simulator.url, await simulator.control.createAccount({ name }));
  const txid = await client.order(buy);
  expect(Object.keys((await second.call<object>('QueryOrders', { txid })).result)).toEqual([txid]);
});

test('a control call that makes no sense says which field is wrong', async () => {
  const { control } = simulator;
  await expect(control.createAccount({ secret: 'not base64!' })).rejects.toThrow('secret: expected base64');
  await expect(control.createAccount({ balances: { BCT: '1' } })).rejects.toThrow('balances.BCT: no such asset');
  await expect(control.createAccount({ key: client.account.key })).rejects.toThrow('key: exists already');
  await expect(control.setPrice('XBTUSD', '50000.15')).rejects.toThrow('price: expected a multiple of 0.1');
  await expect(control.changeBalance(client.account.key, 'USD', '-99999')).rejects.toThrow('change: more than is free');
  await expect(control.addFault({ kind: 'delay-before-accept' })).rejects.toThrow('ms: expected');
});
