import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { SendAnswer } from '../../domain/order.ts';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import { openExchangeClock } from '../../exchanges/exchange-clock.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { simulatorControl, type SimulatorControl } from '../../simulator/control-client.ts';

const entry = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));
let simulator: ChildProcess;
let url: string;
let control: SimulatorControl;

beforeAll(async () => {
  // A process of its own: it has a clock of its own.
  const args = ['--import', 'tsx', entry, '--speed', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  simulator = child;
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  ({ url } = JSON.parse(line) as { url: string });
  control = simulatorControl(url);
  await control.setPrice('BTC/USD', '50000');
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  simulator.kill();
  await once(simulator, 'exit');
});

function stepClock(byMs: number): void {
  vi.restoreAllMocks();
  const real = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + byMs);
}

async function newAccount(): Promise<ExchangeAccount> {
  const { key, secret } = await control.createAccount({ balances: { USD: '10000' } });
  return openAccount(openMarketData('kraken', { baseUrl: url }), credentialOf(key, secret));
}

const buy = (account: ExchangeAccount): Promise<SendAnswer> =>
  account.sendOrder({
    clientOrderId: randomUUID(),
    symbol: 'BTC/USD',
    side: 'buy',
    type: 'market',
    quantity: '0.001',
    limitPrice: null,
    sendBeforeMs: null,
  });

test.each([-3_600_000, -30_000, 120_000, 3_600_000])(
  'our clock is off by %d ms: a look tells, and no order is lost for a deadline by the wrong clock',
  async (byMs) => {
    stepClock(byMs);
    const account = await newAccount();
    await account.balances();
    expect((await buy(account)).kind).toBe('accepted');
  },
);

test('a step between two calls costs one order, which is not refused for good, and the next one passes', async () => {
  const [ahead, behind] = [await newAccount(), await newAccount()];
  await ahead.balances();
  await behind.balances();
  stepClock(3_600_000);
  expect(await buy(ahead)).toMatchObject({ kind: 'rejected', retryAfterMs: 1_000 });
  expect((await buy(ahead)).kind).toBe('accepted');
  stepClock(-3_600_000);
  expect((await buy(behind)).kind).toBe('unknown');
  expect((await buy(behind)).kind).toBe('accepted');
});

test('a clock that may be right is left alone, however slow the answers are', () => {
  const clock = openExchangeClock();
  const ahead = (): number => clock.theirs(0);
  clock.heard(1_000_000, 1_000_600, 1_000_700);
  clock.heard(1_003_000, 1_000_600, 1_004_600);
  expect(ahead()).toBe(0);
  clock.heard(1_600_000, 1_000_600, 1_000_700);
  expect(ahead()).toBe(599_850);
  // The same again, seen in another part of its second, and once while our clock stepped back.
  clock.heard(1_600_000, 1_000_100, 1_000_500);
  clock.heard(1_600_000, 1_000_600, 996_000);
  expect(ahead()).toBe(599_850);
  clock.heard(1_000_000, 1_000_600, 1_000_700);
  expect(ahead()).toBe(0);
});
