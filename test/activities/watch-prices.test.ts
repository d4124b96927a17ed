import { CancelledFailure, type ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchPrices } from '../../activities/watch-prices.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { emptyPosition } from '../../domain/position.ts';
import type { PriceNews, PriceWatch, StopWatch } from '../../domain/price-watch.ts';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf, type Credential } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';

const heartbeatEveryMs = 40;
let exchange: Simulator;
let listening = 0;
const credentials = new Map<string, Credential>();
const accounts = new Map<string, ExchangeAccount>();

beforeAll(async () => {
  exchange = await startSimulator({ speed: 0 });
  for (const name of ['alice', 'bob']) {
    const { key, secret } = await exchange.control.createAccount({ name, key: `key-${name}`, balances: {} });
    credentials.set(name, credentialOf(key, secret));
  }
});
beforeEach(async () => {
  await exchange.control.removeFaults();
  await exchange.control.setPrice('BTC/USD', '60000');
  await exchange.control.setPrice('ETH/USD', '3000');
  // Anew each time, as prices count as fresh for a second.
  const marketData = openMarketData('kraken', { baseUrl: exchange.url, pricesEveryMs: 100 });
  const counted: typeof marketData = {
    ...marketData,
    streamPrices: (...args) => {
      const stopPrices = marketData.streamPrices(...args);
      listening += 1;
      return () => {
        listening -= 1;
        stopPrices();
      };
    },
  };
  for (const [name, credential] of credentials) accounts.set(name, openAccount(counted, credential));
});
afterAll(() => exchange.close());

const activity = (blindAfterMs = 60_000) =>
  watchPrices({ exchangeOf: (accountId) => accounts.get(accountId) ?? null }, { heartbeatEveryMs, blindAfterMs });
const stop = (changes: Partial<StopWatch>): StopWatch => ({
  symbol: 'BTC/USD',
  below: null,
  above: null,
  trailing: null,
  ...changes,
});
const watching = (stops: readonly StopWatch[], changes: Partial<PriceWatch> = {}): PriceWatch => ({
  stops,
  loss: null,
  isBlind: false,
  ...changes,
});
const farStop = stop({ below: '1' });

interface Run {
  readonly environment: MockActivityEnvironment;
  readonly news: Promise<PriceNews>;
  beats(): number;
}

/** Runs a watch as if this account's workflow had scheduled it. */
function run(
  watch: PriceWatch,
  {
    act = activity(),
    accountId = 'alice',
    workflowType = 'accountWorkflow',
    place = 'kraken',
    scheduledTimestampMs = 1,
  } = {},
): Run {
  const environment = new MockActivityEnvironment(
    {
      workflowExecution: { workflowId: accountWorkflowId(accountId), runId: 'run' },
      workflowType,
      scheduledTimestampMs,
    },
    { logger: new DefaultLogger('ERROR') },
  );
  let beats = 0;
  environment.on('heartbeat', () => (beats += 1));
  const news = environment.run<[PriceWatch, string], PriceNews, ReturnType<typeof activity>>(act, watch, place);
  news.catch(() => undefined);
  return { environment, news, beats: () => beats };
}

/** Waits until the watch listens, and has told the server that it lives. */
const underWay = (...runs: readonly Run[]) =>
  vi.waitFor(() => {
    expect(listening).toBe(runs.length);
    for (const { beats } of runs) expect(beats()).toBeGreaterThan(1);
  }, 10_000);

describe('ends when there is something to tell, and not before', () => {
  test('a stop-loss that is reached', async () => {
    const fromMs = Date.now();
    const watch = run(watching([stop({ below: '55000' })]));
    await underWay(watch);
    await exchange.control.setPrice('BTC/USD', '54999.9');
    const news = await watch.news;
    expect(news).toEqual({ kind: 'reached', prices: { 'BTC/USD': '54999.9' }, atMs: expect.any(Number) as number });
    expect(news.atMs).toBeGreaterThanOrEqual(fromMs);
    expect(news.atMs).toBeLessThanOrEqual(Date.now());
    expect(listening).toBe(0);
  });

  test('a loss limit, with the prices of all that counts', async () => {
    const positions = {
      'BTC/USD': { ...emptyPosition('BTC/USD'), ownedQuantity: '0.1', costBasis: '6000' },
      'ETH/USD': { ...emptyPosition('ETH/USD'), ownedQuantity: '1', costBasis: '3000' },
    };
    const watch = run(watching([], { loss: { positions, floorUsd: '-300' } }));
    await underWay(watch);
    await exchange.control.setPrice('ETH/USD', '2700');
    expect(await watch.news).toMatchObject({ kind: 'reached', prices: { 'BTC/USD': '60000', 'ETH/USD': '2700' } });
  });

  test('a new high of a trailing stop', async () => {
    const watch = run(watching([stop({ trailing: { percent: '5', high: '60000' } })]));
    await underWay(watch);
    await exchange.control.setPrice('BTC/USD', '60300');
    expect(await watch.news).toMatchObject({ kind: 'high', prices: { 'BTC/USD': '60300' } });
  });
});

describe('no price is never taken for a quiet price', () => {
  test('blind once no price came for long, told once, and told when prices come again', async () => {
    await exchange.control.addFault({ kind: 'http-502-before-accept', endpoint: 'Ticker' });
    const act = activity(300);
    const watch = run(watching([farStop]), { act });
    expect(await watch.news).toMatchObject({ kind: 'blind', prices: {} });
    expect(listening).toBe(0);

    const blind = run(watching([farStop], { isBlind: true }), { act });
    await vi.waitFor(() => {
      expect(blind.beats()).toBeGreaterThan(400 / heartbeatEveryMs);
    }, 10_000);
    expect(listening).toBe(1);
    await exchange.control.removeFaults();
    expect(await blind.news).toMatchObject({ kind: 'priced', prices: { 'BTC/USD': '60000' } });
  });

  test('blind on one symbol alone, though others have prices: its stop would never be reached', async () => {
    const watch = run(watching([farStop, stop({ symbol: 'GONE/USD', below: '1' })]), { act: activity(1_500) });
    expect(await watch.news).toMatchObject({ kind: 'blind' });
  });

  test('prices that do come keep it from going blind', async () => {
    const watch = run(watching([farStop]), { act: activity(1_000) });
    await vi.waitFor(() => {
      expect(watch.beats()).toBeGreaterThan(2_000 / heartbeatEveryMs);
    }, 10_000);
    expect(listening).toBe(1);
    watch.environment.cancel();
    await expect(watch.news).rejects.toBeInstanceOf(CancelledFailure);
  });
});

describe('gives way at once', () => {
  test('to a cancellation by its workflow', async () => {
    const watch = run(watching([farStop]));
    await underWay(watch);
    watch.environment.cancel('CANCELLED');
    await expect(watch.news).rejects.toBeInstanceOf(CancelledFailure);
    expect(listening).toBe(0);
  });

  test('when its worker stops: retried at once by another, so that no stop goes unwatched', async () => {
    const watch = run(watching([farStop]));
    await underWay(watch);
    watch.environment.cancel('WORKER_SHUTDOWN');
    await expect(watch.news).rejects.toMatchObject({
      type: 'WorkerStopping',
      nonRetryable: false,
      nextRetryDelay: 100,
    });
    expect(listening).toBe(0);
  });

  test('to a newer watch of its account, and of no other', async () => {
    const act = activity();
    const bobs = run(watching([farStop]), { act, accountId: 'bob' });
    const older = run(watching([farStop]), { act });
    await underWay(bobs, older);
    const newer = run(watching([farStop]), { act, scheduledTimestampMs: 2 });
    await expect(older.news).rejects.toMatchObject({ type: 'Superseded', nonRetryable: false });
    await underWay(bobs, newer);

    const late = run(watching([stop({ below: '70000' })]), { act, scheduledTimestampMs: 1 });
    await expect(late.news).rejects.toMatchObject({ type: 'Superseded' });
    const retried = run(watching([farStop]), { act, scheduledTimestampMs: 2 });
    await expect(newer.news).rejects.toMatchObject({ type: 'Superseded' });
    await underWay(bobs, retried);

    for (const { environment } of [bobs, retried]) environment.cancel();
    await expect(bobs.news).rejects.toBeInstanceOf(CancelledFailure);
    await expect(retried.news).rejects.toBeInstanceOf(CancelledFailure);
    expect(listening).toBe(0);
    const fresh = run(watching([stop({ below: '70000' })]), { act, scheduledTimestampMs: 0 });
    expect(await fresh.news).toMatchObject({ kind: 'reached' });
  });
});

describe('watches for an account whose ledger and key are here, and for nobody else', () => {
  test.each([
    ['no credential', { accountId: 'carol' }, 'prices are not watched: credentials not set on this worker'],
    ['another place', { place: 'alpaca (practice)' }, 'prices are not watched: its file names kraken now'],
  ])('%s: told in one line, and tried again later', async (_name, options, message) => {
    const { news } = run(watching([farStop]), options);
    await expect(news).rejects.toMatchObject({ type: 'NoExchange', nonRetryable: false });
    await expect(news).rejects.toThrow(message);
    await expect(news).rejects.toSatisfy((error: ApplicationFailure) => !error.message.includes('\n'));
    expect(listening).toBe(0);
  });

  test('another workflow can not watch for an account', async () => {
    await expect(run(watching([farStop]), { workflowType: 'dispatchWorkflow' }).news).rejects.toThrow(
      'only an account workflow',
    );
  });
});
