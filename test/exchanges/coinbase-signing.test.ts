import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderPlan } from '../../domain/order.ts';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { openNonceSource } from '../../exchanges/nonce.ts';
import { coinbase } from '../../exchanges/venues/coinbase.ts';
import type { VenueDouble } from './conformance/venue-double.ts';
import { startCoinbaseDouble } from './doubles/coinbase.ts';

const plan = (): OrderPlan => ({
  clientOrderId: randomUUID(),
  symbol: 'BTC/USD',
  side: 'buy',
  type: 'market',
  quantity: '0.04',
  limitPrice: null,
  sendBeforeMs: null,
});

let double: VenueDouble;
beforeAll(async () => {
  double = await startCoinbaseDouble();
});
afterAll(() => double.close());

test('an order that is done, sent again under its id, is handed back: the money goes out once', async () => {
  const account = openAccount(
    openMarketData('coinbase', { baseUrl: double.url }),
    await double.newAccount({ balances: { USD: '1000000' } }),
  );
  const wanted = plan();
  const [first, second] = [await account.sendOrder(wanted), await account.sendOrder(wanted)];
  expect(first).toMatchObject({ kind: 'accepted' });
  expect(second).toEqual(first);
  const booked = (await double.book()).filter(({ clientOrderId }) => clientOrderId === wanted.clientOrderId);
  expect(booked).toMatchObject([{ status: 'closed' }]);
});

test('the double takes a token once, and for its own request only', async () => {
  const exchange = openMarketData('coinbase', { baseUrl: double.url });
  const sign = exchange.ccxt.signerFor(await double.newAccount(), openNonceSource());
  const signed = () => sign(coinbase.permissions.request);
  const statusOf = async (url: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
    (await fetch(url, { headers, method })).status;

  const { url, headers } = signed();
  expect(await statusOf(url, headers)).toBe(200);
  expect(await statusOf(url, headers)).toBe(401);
  expect(await statusOf(url.replace('key_permissions', 'accounts'), signed().headers)).toBe(401);
  expect(await statusOf(url, signed().headers, 'POST')).toBe(401);
  expect(await statusOf(url, {})).toBe(401);
  const forged = signed().headers.Authorization?.replace(/.{8}$/, 'AAAAAAAA') ?? '';
  expect(await statusOf(url, { Authorization: forged })).toBe(401);
});

test('an answer that repeats the token or the key file is told without them', async () => {
  const credential = await double.newAccount();
  const tokens: string[] = [];
  const echo = createServer((request, response) => {
    const authorization = request.headers.authorization ?? '';
    if (authorization === '') {
      response.end(JSON.stringify({ products: [productRow] }));
      return;
    }
    const [, token = ''] = authorization.split(' ');
    tokens.push(token);
    const [, line = ''] = credential.apiSecret.split('\n');
    const message = `${line} ${credential.apiKey} ${token}`;
    response.writeHead(400).end(JSON.stringify({ error: 'INVALID_ARGUMENT', message }));
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const baseUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  const account = openAccount(openMarketData('coinbase', { baseUrl }), credential);
  const told = [
    JSON.stringify(await account.sendOrder(plan())),
    String(await account.balances().catch((error: unknown) => error)),
  ];
  echo.close();
  expect(tokens).toHaveLength(2);
  for (const text of told) {
    expect(text).toContain('INVALID_ARGUMENT');
    const secrets = [credential.apiKey, ...credential.apiSecret.split('\n').filter((line) => line !== ''), ...tokens];
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
});

const productRow = {
  product_id: 'BTC-USD',
  product_type: 'SPOT',
  base_currency_id: 'BTC',
  quote_currency_id: 'USD',
  base_increment: '0.00000001',
  price_increment: '0.01',
};

const pem = (namedCurve: string, type: 'sec1' | 'pkcs8'): string =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'pem', type }).toString();
const sound = pem('P-256', 'sec1');

test.each([
  ['with \\n for its line breaks', sound.replaceAll('\n', String.raw`\n`)],
  ['in the other form of key files, which would not sign', pem('P-256', 'pkcs8')],
  ['of another curve', pem('P-384', 'sec1')],
  ['behind a line break', `\n${sound}`],
  ['cut short', sound.slice(0, 90)],
  ['of an Ed25519 key', Buffer.alloc(64, 7).toString('base64')],
  ['that is empty', ''],
])('a secret %s is refused before anything is sent, without being shown', (_, apiSecret) => {
  const problem = coinbase.credentialProblem({ apiKey: 'organizations/a/apiKeys/b', apiSecret });
  expect(problem).toContain('EC PRIVATE KEY');
  for (const line of apiSecret.split('\n').filter((text) => text !== '' && !text.startsWith('-----'))) {
    expect(problem).not.toContain(line);
  }
});

test('a sound key is taken, a key name with a blank is not', () => {
  expect(coinbase.credentialProblem({ apiKey: 'organizations/a/apiKeys/b', apiSecret: sound })).toBeNull();
  expect(coinbase.credentialProblem({ apiKey: 'organizations/a b', apiSecret: sound })).toContain('API key');
  const exchange = openMarketData('coinbase', { baseUrl: double.url });
  expect(() => openAccount(exchange, credentialOf('key', 'no key'))).toThrow('EC private key');
});
