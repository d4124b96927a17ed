import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import type { CcxtExchange } from '../../exchanges/ccxt-exchange.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { apiKey, enveloped, openAccountAt, planOf, secret, startRawKraken } from './raw-kraken.ts';
import type { RawKraken } from './raw-kraken.ts';

const accepted = enveloped({ txid: ['OAAAAA-BBBBB-CCCCCC'] });
let kraken: RawKraken;
beforeEach(async () => {
  kraken = await startRawKraken();
});
afterEach(async () => {
  await kraken.close();
});

test('what an order holds on the wire: our id, IOC, a deadline 5 s ahead, the fee in quote', async () => {
  kraken.answer('AddOrder', accepted);
  const account = openAccountAt(kraken.url);
  const limit = planOf({ type: 'limit-ioc', limitPrice: '50000.1', quantity: '0.12345678' });
  const sentAtMs = Date.now();
  expect(await account.sendOrder(limit)).toEqual({ kind: 'accepted', exchangeOrderId: 'OAAAAA-BBBBB-CCCCCC' });
  const sent = Object.fromEntries(kraken.requestsTo('AddOrder')[0]?.params ?? []);
  const { nonce, deadline, ...rest } = sent;
  expect(rest).toEqual({
    pair: 'XXBTZUSD',
    type: 'buy',
    ordertype: 'limit',
    price: '50000.1',
    volume: '0.12345678',
    timeinforce: 'IOC',
    oflags: 'fciq',
    cl_ord_id: limit.clientOrderId,
  });
  expect(Date.parse(deadline ?? '') - sentAtMs).toBeGreaterThanOrEqual(5_000);
  expect(Date.parse(deadline ?? '') - sentAtMs).toBeLessThan(6_000);
  expect(nonce).toBe(account.lastNonce);

  await account.sendOrder(planOf());
  const market = kraken.requestsTo('AddOrder')[1]?.params;
  expect([market?.get('ordertype'), market?.get('price'), market?.get('timeinforce')]).toEqual(['market', null, null]);
});

test.each([
  ['before any answer', ''],
  ['in mid-headers', 'HTTP/1.1 200 OK\r\nContent-'],
  ['in mid-body', `HTTP/1.1 200 OK\r\nContent-Length: ${accepted.length}\r\n\r\n${accepted.slice(0, 30)}`],
  ['in mid-chunk', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n${accepted.slice(0, 8)}`],
])('connection cut %s: unknown, and sent once', async (_, bytes) => {
  kraken.answer('AddOrder', ({ socket }) => {
    if (bytes === '') socket.destroy();
    else socket.write(bytes, () => socket.destroy());
  });
  const account = openAccountAt(kraken.url);
  expect(await account.sendOrder(planOf())).toMatchObject({ kind: 'unknown' });
  await account.permissions();
  expect(kraken.requestsTo('AddOrder')).toHaveLength(1);
});

test.each([
  ['nothing at all', ''],
  ['headers and half a body', `HTTP/1.1 200 OK\r\nContent-Length: ${accepted.length}\r\n\r\n${accepted.slice(0, 30)}`],
])('%s, then silence: unknown in time', async (_, bytes) => {
  kraken.answer('AddOrder', ({ socket }) => {
    if (bytes !== '') socket.write(bytes);
  });
  const account = openAccountAt(kraken.url, { answerTimeoutMs: 200 });
  await account.marketData.marketRules('BTC/USD');
  const startedAtMs = Date.now();
  expect(await account.sendOrder(planOf())).toMatchObject({ kind: 'unknown', reason: 'no answer within 200 ms' });
  expect(Date.now() - startedAtMs).toBeLessThan(1_000);
});

test('the exchange closed an idle connection: the order goes out once all the same', async () => {
  kraken.answer('AddOrder', (_, response) => {
    response.end(accepted);
  });
  const account = openAccountAt(kraken.url);
  await account.sendOrder(planOf());
  const first = kraken.requestsTo('AddOrder')[0]?.socket;
  first?.destroy();
  if (first !== undefined && !first.closed) await once(first, 'close');
  const answer = await account.sendOrder(planOf());
  // A close that the sender has not seen yet cuts the send: unknown, and never repeated.
  expect(kraken.requestsTo('AddOrder').length).toBe(answer.kind === 'accepted' ? 2 : 1);
});

/** Knows the markets, but its private calls go elsewhere. */
function accountThatCalls(url: string): ExchangeAccount {
  const exchange = openMarketData('kraken', { baseUrl: kraken.url });
  const ccxt: CcxtExchange = {
    ...exchange.ccxt,
    signerFor: () => (request) => ({ ...exchange.ccxt.signPublic({ ...request, api: 'public' }), url }),
  };
  return openAccount({ ...exchange, ccxt }, credentialOf(apiKey, secret));
}

async function listenOnce(onConnection: (socket: Socket) => void): Promise<{ port: number; close(): void }> {
  const server = createServer(onConnection);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

test.each(['127.0.0.1', 'localhost'])('refused connection at %s: provably not sent', async (host) => {
  const gone = await listenOnce(() => undefined);
  gone.close();
  expect(await accountThatCalls(`http://${host}:${gone.port}/`).sendOrder(planOf())).toEqual({
    kind: 'not-sent',
    reason: expect.stringContaining('ECONNREFUSED') as unknown,
  });
});

test('host name not resolved: provably not sent', async () => {
  expect(await accountThatCalls('http://nowhere.invalid/').sendOrder(planOf())).toEqual({
    kind: 'not-sent',
    reason: expect.stringContaining('getaddrinfo') as unknown,
  });
});

test('a connection cut before its TLS is up is no proof: unknown', async () => {
  const cutting = await listenOnce((socket) => socket.destroy());
  expect(await accountThatCalls(`https://127.0.0.1:${cutting.port}/`).sendOrder(planOf())).toMatchObject({
    kind: 'unknown',
  });
  cutting.close();
});

test('nothing of the exchange can be reached: not sent, as nothing is known of its markets', async () => {
  const account = openAccountAt('http://nowhere.invalid');
  expect(await account.sendOrder(planOf())).toMatchObject({ kind: 'not-sent' });
});

test('past its last moment: not a byte leaves', async () => {
  kraken.answer('AddOrder', accepted);
  const account = openAccountAt(kraken.url);
  const late = planOf({ sendBeforeMs: Date.now() - 1 });
  expect(await account.sendOrder(late)).toEqual({ kind: 'not-sent', reason: 'expired' });
  expect(kraken.requestsTo('AddOrder')).toHaveLength(0);
});

test('the last moment passes while another call of the account runs: not a byte leaves', async () => {
  kraken.answer('AddOrder', accepted);
  kraken.answer('BalanceEx', (_, response) => {
    setTimeout(() => response.end(enveloped({})), 150);
  });
  const account = openAccountAt(kraken.url);
  const reading = account.balances();
  const answer = await account.sendOrder(planOf({ sendBeforeMs: Date.now() + 50 }));
  expect(answer).toEqual({ kind: 'not-sent', reason: 'expired' });
  await reading;
  expect(kraken.requestsTo('AddOrder')).toHaveLength(0);
});

test('a turn that does not come in time: not sent, also not later', async () => {
  let finish = (): void => undefined;
  kraken.answer('AddOrder', accepted);
  kraken.answer('BalanceEx', (_, response) => {
    finish = () => response.end(enveloped({}));
  });
  const account = openAccountAt(kraken.url, { turnTimeoutMs: 100 });
  await account.marketData.marketRules('BTC/USD');
  const reading = account.balances();
  expect(await account.sendOrder(planOf())).toMatchObject({ kind: 'not-sent' });
  finish();
  await reading;
  await account.permissions();
  expect(kraken.requestsTo('AddOrder')).toHaveLength(0);
});

test('one call at a time, nonces in order, and an order before the reads that wait', async () => {
  let open = 0;
  let most = 0;
  const slow = (body: string) => (_: unknown, response: { end(text: string): void }) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      response.end(body);
    }, 20);
  };
  kraken.answer('AddOrder', slow(accepted));
  kraken.answer('BalanceEx', slow(enveloped({})));
  const account = openAccountAt(kraken.url);
  await account.marketData.marketRules('BTC/USD');
  const reads = [account.balances(), account.balances(), account.balances()];
  await Promise.all([...reads, account.sendOrder(planOf())]);
  const sent = kraken.requests.filter(({ params }) => params.has('nonce'));
  expect(most).toBe(1);
  expect(sent.map(({ endpoint }) => endpoint)).toEqual(['BalanceEx', 'AddOrder', 'BalanceEx', 'BalanceEx']);
  const nonces = sent.map(({ params }) => BigInt(params.get('nonce') ?? ''));
  expect(nonces).toEqual([...nonces].sort((a, b) => (a < b ? -1 : 1)));
  expect(new Set(nonces).size).toBe(4);
});

test('two accounts sign with their own keys and wait for none of each other', async () => {
  let release = (): void => undefined;
  const exchange = openMarketData('kraken', { baseUrl: kraken.url });
  const other = Buffer.from('the other secret').toString('base64');
  const [slow, quick] = [
    openAccount(exchange, credentialOf(apiKey, secret)),
    openAccount(exchange, credentialOf('OTHER567890', other)),
  ];
  kraken.answer('AddOrder', ({ headers }, response) => {
    if (headers['api-key'] === apiKey) release = () => response.end(accepted);
    else response.end(accepted);
  });
  await exchange.marketRules('BTC/USD');
  const first = slow.sendOrder(planOf());
  expect((await quick.sendOrder(planOf())).kind).toBe('accepted');
  release();
  expect((await first).kind).toBe('accepted');
  const keys = kraken.requestsTo('AddOrder').map(({ headers }) => headers['api-key']);
  expect([...keys].sort()).toEqual([apiKey, 'OTHER567890']);
});

const saidBack = (headers: IncomingHttpHeaders): string =>
  [headers['api-key'], headers['api-sign'], secret].flat().join(' ');

test('an exchange that says the key and the signature back: neither comes out', async () => {
  const account = openAccountAt(kraken.url);
  const texts: string[] = [];
  for (const status of [200, 500]) {
    kraken.answer('AddOrder', ({ headers }, response) => {
      response.statusCode = status;
      const said = `EGeneral:Invalid arguments:${saidBack(headers)}\n`;
      response.end(enveloped({}, [said]));
    });
    kraken.answer('BalanceEx', ({ headers }, response) => {
      response.end(enveloped({}, [`EOrder:${saidBack(headers)}`]));
    });
    texts.push(JSON.stringify(await account.sendOrder(planOf())));
    texts.push(String(await account.balances().catch((error: unknown) => error)));
  }
  const signs = kraken.requests.flatMap(({ headers }) => headers['api-sign'] ?? []);
  expect(signs).toHaveLength(4);
  for (const text of texts) {
    for (const hidden of [apiKey, secret, ...signs]) expect(text).not.toContain(hidden);
    expect(text).not.toContain('\n');
  }
});

test('a market that the exchange does not have: refused without a send', async () => {
  const account = openAccountAt(kraken.url);
  expect(await account.sendOrder(planOf({ symbol: 'NOPE/USD' }))).toMatchObject({
    kind: 'rejected',
    code: 'MARKET_UNKNOWN',
    retryAfterMs: null,
  });
  expect(kraken.requestsTo('AddOrder')).toHaveLength(0);
});
