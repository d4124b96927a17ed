import { expect, test } from 'vitest';
import type { ExchangeName } from '../../domain/account-config.ts';
import { heedingRefusals } from '../../exchanges/address-refusals.ts';
import type { Budget } from '../../exchanges/budget.ts';
import type { HttpOutcome } from '../../exchanges/http-call.ts';
import { venueOf } from '../../exchanges/venue-table.ts';

async function pauseAfter(
  exchange: ExchangeName,
  answer: { readonly status: number; readonly body?: string; readonly retryAfterMs?: number },
): Promise<number | null> {
  let paused: number | null = null;
  const budget: Budget = {
    take: () => Promise.resolve(null),
    pause: (ms) => {
      paused = ms;
    },
    isPaused: false,
  };
  const outcome: HttpOutcome = { kind: 'answered', sentAtMs: 0, body: '', retryAfterMs: null, ...answer };
  const http = heedingRefusals(() => Promise.resolve(outcome), venueOf(exchange), budget);
  const request = { url: 'https://x.example/', method: 'GET', headers: {}, body: null } as const;
  expect(await http(request, { timeoutMs: 1, sendBeforeMs: null })).toBe(outcome);
  return paused;
}

test.each<readonly [string, ExchangeName, Parameters<typeof pauseAfter>[1], number | null]>([
  ['a sound answer', 'kraken', { status: 200 }, null],
  ['a gateway that is down', 'kraken', { status: 502, retryAfterMs: 5_000 }, null],
  ['Kraken, 429', 'kraken', { status: 429 }, 10_000],
  ['Kraken, 429 with a time', 'kraken', { status: 429, retryAfterMs: 3_000 }, 3_000],
  ['Binance, weight', 'binance', { status: 429, body: '{"code":-1003,"msg":"Too much"}', retryAfterMs: 7_000 }, 7_000],
  ['Binance, a ban', 'binance', { status: 418, body: '{"code":-1003,"msg":"IP banned"}' }, 120_000],
  [
    "Binance, one account's orders",
    'binance',
    { status: 429, body: '{"code":-1015,"msg":"Too many new orders"}' },
    null,
  ],
  ["Alpaca, one account's calls", 'alpaca', { status: 429, body: '{"code":42910000,"message":"rate limit"}' }, null],
  ["Coinbase, one user's calls", 'coinbase', { status: 429, body: '{"error":"rate_limit_exceeded"}' }, null],
])('%s', async (_, exchange, answer, ms) => {
  expect(await pauseAfter(exchange, answer)).toBe(ms);
});
