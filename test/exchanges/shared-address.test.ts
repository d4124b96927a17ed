import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openAccount } from '../../exchanges/account.ts';
import type { AccountOptions } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import type { MarketDataOptions, SharedExchange } from '../../exchanges/market-data.ts';
import { enveloped, planOf, secret, startRawKraken } from './raw-kraken.ts';
import type { RawKraken, RawRequest } from './raw-kraken.ts';

const accepted = enveloped({ txid: ['OAAAAA-BBBBB-CCCCCC'] });
const exit = planOf({ side: 'sell' });
const entry = planOf({ side: 'buy' });
const keyOf = ({ headers }: RawRequest): string => String(headers['api-key']);

let kraken: RawKraken;
beforeEach(async () => {
  kraken = await startRawKraken();
  kraken.answer('AddOrder', accepted);
  kraken.answer('BalanceEx', enveloped({}));
});
afterEach(async () => {
  vi.useRealTimers();
  await kraken.close();
});

async function exchangeWith(ipBudget?: MarketDataOptions['ipBudget']): Promise<SharedExchange> {
  const exchange = openMarketData('kraken', { baseUrl: kraken.url, ...(ipBudget !== undefined && { ipBudget }) });
  await exchange.marketRules('BTC/USD');
  return exchange;
}

const accountsOf = (exchange: SharedExchange, count: number, options?: AccountOptions): readonly ExchangeAccount[] =>
  Array.from({ length: count }, (_, index) =>
    openAccount(exchange, credentialOf(`KEY${index}-567890`, secret), options),
  );

function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`one expected, ${items.length} there`);
  return item;
}

test('300 accounts read all they can: an exit leaves at once', async () => {
  const exchange = await exchangeWith({ weight: 200, perMs: 600_000 });
  const readers = accountsOf(exchange, 300);
  const seller = only(accountsOf(exchange, 1));
  const reading = Promise.allSettled(readers.map((account) => account.balances()));
  const own = seller.balances().catch((error: unknown) => error);
  await vi.waitFor(() => {
    expect(kraken.requestsTo('BalanceEx').length).toBeGreaterThan(70);
  }, 10_000);
  const startedAtMs = performance.now();
  expect((await seller.sendOrder(exit)).kind).toBe('accepted');
  const tookMs = performance.now() - startedAtMs;
  console.info(`an exit beside 300 reads took ${tookMs.toFixed(1)} ms`);
  expect(tookMs).toBeLessThan(500);
  expect(kraken.requestsTo('BalanceEx').length, 'reads were still waiting').toBeLessThan(200);
  const outcomes = await reading;
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) expect(failure).toMatchObject({ reason: 'rate-limited' });
  await own;
});

test('an account whose every answer is held delays no other', async () => {
  const exchange = await exchangeWith();
  const [slow, ...others] = accountsOf(exchange, 60, { queryTimeoutMs: 1_500, answerTimeoutMs: 1_500 });
  const holdingSlow = (body: string) => (request: RawRequest, response: { end(text: string): void }) => {
    if (!keyOf(request).startsWith('KEY0-')) response.end(body);
  };
  kraken.answer('AddOrder', holdingSlow(accepted));
  kraken.answer('BalanceEx', holdingSlow(enveloped({})));
  if (slow === undefined) throw new Error('an account expected');
  let isOver = false;
  const held = Promise.all([slow.balances().catch((error: unknown) => error), slow.sendOrder(exit)]).then(() => {
    isOver = true;
  });
  const answers = await Promise.all(
    others.map(async (account) => {
      await account.balances();
      return account.sendOrder(exit);
    }),
  );
  expect(isOver).toBe(false);
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  await held;
});

test("a key that Kraken limits: its reads pause without a request, its orders and everyone else's calls don't", async () => {
  const exchange = await exchangeWith();
  const [limited, other] = accountsOf(exchange, 2);
  if (limited === undefined || other === undefined) throw new Error('two accounts expected');
  kraken.answer('BalanceEx', (request, response) => {
    const isLimited = keyOf(request).startsWith('KEY0-');
    response.end(isLimited ? enveloped({}, ['EAPI:Rate limit exceeded']) : enveloped({}));
  });
  for (let tries = 0; tries < 3; tries += 1) {
    await expect(limited.balances()).rejects.toMatchObject({ reason: 'rate-limited' });
  }
  expect(kraken.requestsTo('BalanceEx')).toHaveLength(1);
  expect((await limited.sendOrder(exit)).kind).toBe('accepted');
  expect(await other.balances()).toEqual([]);
});

test('HTTP 429 refuses the address: reads and entries of all wait as asked, exits go one at a time', async () => {
  const exchange = await exchangeWith();
  const [first, second, third] = accountsOf(exchange, 3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three accounts expected');
  kraken.answer('BalanceEx', (_, response) => {
    response.writeHead(429, { 'retry-after': '1' }).end('<html>');
  });
  await expect(first.balances()).rejects.toMatchObject({ reason: 'rate-limited' });
  const refusedAtMs = performance.now();
  kraken.answer('BalanceEx', enveloped({}));

  let open = 0;
  let most = 0;
  const soldAtMs: number[] = [];
  kraken.answer('AddOrder', ({ params }, response) => {
    if (params.get('type') === 'buy') {
      response.end(accepted);
      return;
    }
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      soldAtMs.push(performance.now());
      response.end(accepted);
    }, 40);
  });
  const entering = second.sendOrder(entry).then(() => performance.now());
  const reading = third.balances().then(() => performance.now());
  const exits = await Promise.all([first, second, third].map((account) => account.sendOrder(exit)));
  expect(exits.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(most).toBe(1);
  expect(Math.max(...soldAtMs) - refusedAtMs).toBeLessThan(900);
  expect(await entering).toBeGreaterThanOrEqual(refusedAtMs + 950);
  expect(await reading).toBeGreaterThanOrEqual(refusedAtMs + 950);
});

test('an order that the budget lets leave too late never leaves', async () => {
  const exchange = await exchangeWith({ weight: 10, perMs: 60_000 });
  const account = only(accountsOf(exchange, 1, { turnTimeoutMs: 100 }));
  const answers = [];
  for (let count = 0; count < 5; count += 1) answers.push((await account.sendOrder(exit)).kind);
  expect(answers.at(-1)).toBe('not-sent');
  const sent = answers.filter((kind) => kind === 'accepted').length;
  expect(await account.sendOrder(entry)).toMatchObject({ kind: 'not-sent' });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(kraken.requestsTo('AddOrder')).toHaveLength(sent);
});

test('the clock steps back an hour: budget, turns and nonces go on as before', async () => {
  const exchange = await exchangeWith({ weight: 40, perMs: 400 });
  const account = only(accountsOf(exchange, 1, { turnTimeoutMs: 1_000, queryTimeoutMs: 2_000 }));
  const calls = Array.from({ length: 20 }, () => account.balances());
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() - 3_600_000);
  const startedAtMs = performance.now();
  calls.push(...Array.from({ length: 10 }, () => account.balances()));
  expect((await account.sendOrder(exit)).kind).toBe('accepted');
  await Promise.all(calls);
  expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  const nonces = kraken.requests.flatMap(({ params }) => params.get('nonce') ?? []).map(BigInt);
  expect(nonces).toHaveLength(31);
  expect(nonces).toEqual([...nonces].sort((a, b) => (a < b ? -1 : 1)));
  expect(new Set(nonces).size).toBe(31);

  let stuck: Promise<unknown> | undefined;
  await new Promise<void>((resolve) => {
    kraken.answer('BalanceEx', () => {
      resolve();
    });
    stuck = account.balances().catch((error: unknown) => error);
  });
  vi.setSystemTime(Date.now() - 3_600_000);
  const before = performance.now();
  expect((await account.sendOrder(entry)).kind).toBe('not-sent');
  expect(performance.now() - before).toBeLessThan(2_500);
  await stuck;
});
