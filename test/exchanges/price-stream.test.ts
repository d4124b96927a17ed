import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { PriceListener } from '../../exchanges/exchange.ts';
import { openMarketData, type SharedExchange } from '../../exchanges/market-data.ts';
import { openPriceStream } from '../../exchanges/price-stream.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { runNode } from '../support/run-node.ts';

/** Above the second for which a price counts as fresh, so that every poll is a request. */
const pricesEveryMs = 1_100;
const fewPolls = { timeout: 10_000, interval: 20 };

let exchange: Simulator;
let stops: (() => void)[] = [];
beforeAll(async () => {
  exchange = await startSimulator({ speed: 0 });
});
beforeEach(async () => {
  await exchange.control.removeFaults();
  await exchange.control.setPrice('BTC/USD', '60000');
  await exchange.control.setPrice('ETH/USD', '3000');
  await exchange.control.resetRequests();
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});
afterAll(() => exchange.close());

const open = (): SharedExchange => openMarketData('kraken', { baseUrl: exchange.url, pricesEveryMs });
const asked = async (): Promise<number> => (await exchange.control.requests({ endpoint: 'Ticker' })).length;

function listen(data: SharedExchange, symbols: readonly string[]) {
  const heard: { readonly prices: Parameters<PriceListener>[0]; readonly atMs: number }[] = [];
  const stop = data.streamPrices(symbols, (prices, atMs) => heard.push({ prices, atMs }));
  stops.push(stop);
  return { heard, stop };
}

test('one request a tick, however many listen; each hears of its own symbols', async () => {
  const data = open();
  const fromMs = Date.now();
  const bitcoin = Array.from({ length: 100 }, () => listen(data, ['BTC/USD']));
  const both = listen(data, ['ETH/USD', 'BTC/USD', 'NOPE/USD']);
  const nothing = listen(data, ['NOPE/USD']);
  await vi.waitFor(() => {
    expect(both.heard).toHaveLength(1);
  }, fewPolls);
  await exchange.control.setPrice('BTC/USD', '61000');
  await vi.waitFor(() => {
    expect(both.heard).toHaveLength(3);
  }, fewPolls);
  expect(await asked()).toBe(3);
  expect(both.heard.map(({ prices }) => prices)).toEqual([
    { 'BTC/USD': '60000', 'ETH/USD': '3000' },
    { 'BTC/USD': '61000', 'ETH/USD': '3000' },
    { 'BTC/USD': '61000', 'ETH/USD': '3000' },
  ]);
  for (const { heard } of bitcoin) {
    expect(heard).toEqual(both.heard.map(({ prices, atMs }) => ({ prices: { 'BTC/USD': prices['BTC/USD'] }, atMs })));
  }
  expect(nothing.heard).toEqual([]);
  const times = [fromMs, ...both.heard.map(({ atMs }) => atMs), Date.now()];
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a poll that failed is silence: no old price passes for a new one', async () => {
  const data = open();
  const { heard } = listen(data, ['BTC/USD']);
  await vi.waitFor(() => {
    expect(heard).toHaveLength(1);
  }, fewPolls);
  await exchange.control.addFault({ kind: 'http-502-before-accept', endpoint: 'Ticker', count: 1 });
  await vi.waitFor(async () => {
    expect(await asked()).toBe(2);
  }, fewPolls);
  await exchange.control.setPrice('BTC/USD', '50000');
  await vi.waitFor(() => {
    expect(heard.length).toBeGreaterThan(1);
  }, fewPolls);
  expect(await asked()).toBe(3);
  expect(heard.map(({ prices }) => prices)).toEqual([{ 'BTC/USD': '60000' }, { 'BTC/USD': '50000' }]);
});

test('nobody listens, nothing is asked; who comes back at once does not speed it up', async () => {
  const data = open();
  const first = listen(data, ['BTC/USD']);
  const second = listen(data, ['ETH/USD']);
  await vi.waitFor(() => {
    expect(first.heard).toHaveLength(1);
  }, fewPolls);
  first.stop();
  second.stop();
  const pace = listen(open(), ['BTC/USD']);
  await vi.waitFor(() => {
    expect(pace.heard).toHaveLength(3);
  }, fewPolls);
  expect(await asked()).toBe(1 + 3);
  pace.stop();

  const fromMs = Date.now();
  for (let times = 0; times < 4; times += 1) {
    const restless = listen(data, ['BTC/USD']);
    await vi.waitFor(() => {
      expect(restless.heard).toHaveLength(1);
    }, fewPolls);
    restless.stop();
  }
  expect(Date.now() - fromMs).toBeGreaterThan(2.9 * pricesEveryMs);
  expect(first.heard).toHaveLength(1);
});

test('the last one who leaves, in the middle of a poll too, leaves no timer behind', async () => {
  let polls = 0;
  let heard = 0;
  const countedStream = openPriceStream(
    () => {
      polls += 1;
      stop();
      return Promise.resolve({ 'BTC/USD': '1' });
    },
    { everyMs: 10 },
  );
  const stop = countedStream(['BTC/USD'], () => (heard += 1));
  const pace = await new Promise((resolve) => {
    let ticks = 0;
    const tick = (): unknown => (ticks === 5 ? resolve(ticks) : (ticks += 1));
    stops.push(openPriceStream(() => Promise.resolve({ 'BTC/USD': '1' }), { everyMs: 10 })(['BTC/USD'], tick));
  });
  expect({ polls, heard, pace }).toEqual({ polls: 1, heard: 0, pace: 5 });
});

test('one listener that fails costs the others nothing', async () => {
  const data = open();
  stops.push(
    data.streamPrices(['BTC/USD'], () => {
      throw new Error('a fault of one account');
    }),
  );
  const { heard } = listen(data, ['BTC/USD']);
  await vi.waitFor(() => {
    expect(heard).toHaveLength(2);
  }, fewPolls);
});

test('a process that has nothing else to do ends, whoever still listens', async () => {
  const source = new URL('../../exchanges/market-data.ts', import.meta.url).href;
  const program = `
    const { openMarketData } = await import(${JSON.stringify(source)});
    const data = openMarketData('kraken', { baseUrl: ${JSON.stringify(exchange.url)} });
    const busy = setTimeout(() => {}, 20_000);
    data.streamPrices(['BTC/USD'], (prices) => { console.log(prices['BTC/USD']); clearTimeout(busy); });`;
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  expect(await runNode(['--import', tsx, '--input-type=module', '-e', program])).toEqual({
    code: 0,
    stdout: '60000\n',
    stderr: '',
  });
});
