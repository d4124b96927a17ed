import { times } from '../../domain/decimal.ts';
import { fixed } from '../amounts.ts';
import type { OrderSide } from '../book/events.ts';
import { preciseNowMs } from '../clock.ts';
import type { Exchange } from '../exchange.ts';
import { findPair, pairs, type Pair } from '../market/pairs.ts';
import { priceWindow } from '../market/price-window.ts';
import { mix32 } from '../random.ts';
import { refuse, succeed, type Reply } from './reply.ts';

const dayMs = 86_400_000;
const unknownPair = refuse('EQuery:Unknown asset pair');
const intervalMinutes: readonly number[] = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600];

/** Prices of tickers, books and trades have at least five decimals at Kraken. */
const priceText = (price: string, pair: Pair): string => fixed(price, Math.max(5, pair.rules.pair_decimals));
/** A pair asked for by its slash name is answered under that name. */
const answerName = (asked: string, pair: Pair): string => (asked.includes('/') ? asked : pair.id);

export function ticker({ market }: Exchange, params: URLSearchParams): Reply {
  const asked = params.get('pair')?.split(',') ?? [...pairs.keys()];
  const nowMs = preciseNowMs();
  const todayMs = Math.floor(nowMs / dayMs) * dayMs;
  const entries: [string, unknown][] = [];
  for (const name of asked) {
    const pair = findPair(name);
    if (pair === null) return unknownPair;
    const quote = market.quote(pair, nowMs);
    const today = priceWindow(market, pair, todayMs, nowMs, 24);
    const day = priceWindow(market, pair, nowMs - dayMs, nowMs, 24);
    if (quote === null || today === null || day === null) continue;
    const price = (text: string): string => priceText(text, pair);
    entries.push([
      answerName(name, pair),
      {
        a: [price(quote.ask), '1', '1.000'],
        b: [price(quote.bid), '1', '1.000'],
        c: [price(quote.last), '0.01000000'],
        v: [today.volume.toFixed(8), day.volume.toFixed(8)],
        p: [price(today.average), price(day.average)],
        t: [Math.ceil(today.volume), Math.ceil(day.volume)],
        l: [price(today.low), price(day.low)],
        h: [price(today.high), price(day.high)],
        o: price(today.open),
      },
    ]);
  }
  return succeed(Object.fromEntries(entries));
}

export function ohlc({ market }: Exchange, params: URLSearchParams): Reply {
  const name = params.get('pair') ?? '';
  const pair = findPair(name);
  if (pair === null) return unknownPair;
  const minutes = Number(params.get('interval') ?? '1');
  if (!intervalMinutes.includes(minutes)) return refuse('EGeneral:Invalid arguments:interval');
  const nowMs = preciseNowMs();
  const lengthMs = minutes * 60_000;
  const formingMs = Math.floor(nowMs / lengthMs) * lengthMs;
  const sinceMs = Number(params.get('since') ?? '0') * 1_000;
  const rows: unknown[] = [];
  for (let atMs = formingMs - 719 * lengthMs; atMs <= formingMs; atMs += lengthMs) {
    if (atMs <= sinceMs) continue;
    const window = priceWindow(market, pair, atMs, Math.min(atMs + lengthMs, nowMs), 6);
    if (window === null) break;
    const price = (text: string): string => fixed(text, pair.rules.pair_decimals);
    const { open, high, low, close, average, volume } = window;
    rows.push([atMs / 1_000, ...[open, high, low, close, average].map(price), volume.toFixed(8), Math.ceil(volume)]);
  }
  return succeed({ [answerName(name, pair)]: rows, last: (formingMs - lengthMs) / 1_000 });
}

export function depth({ market }: Exchange, params: URLSearchParams): Reply {
  const name = params.get('pair') ?? '';
  const pair = findPair(name);
  if (pair === null) return unknownPair;
  const nowMs = preciseNowMs();
  const most = Number(params.get('count') ?? '100');
  const side = (taker: OrderSide): unknown[] =>
    market
      .levelsFor(pair, taker, nowMs)
      .slice(0, most)
      .map(({ price, volume }) => [priceText(price, pair), fixed(volume ?? '1000', 3), Math.floor(nowMs / 1_000)]);
  return succeed({ [answerName(name, pair)]: { asks: side('buy'), bids: side('sell') } });
}

/** Other people's trades: one a second, made up from the price of that second. */
export function trades({ market }: Exchange, params: URLSearchParams): Reply {
  const name = params.get('pair') ?? '';
  const pair = findPair(name);
  if (pair === null) return unknownPair;
  const most = Math.min(Number(params.get('count') ?? '1000'), 1_000);
  const lastSecond = Math.floor(preciseNowMs() / 1_000);
  const since = params.get('since');
  const firstSecond = since === null ? lastSecond - most + 1 : Math.floor(Number(since) / 1e9) + 1;
  const rows: unknown[] = [];
  for (let second = firstSecond; second <= lastSecond && rows.length < most; second++) {
    const price = market.last(pair, second * 1_000);
    if (price === null) break;
    const draw = mix32(second, 0);
    const volume = fixed(times(String(1 + (draw & 0xffff)), '0.00001'), 8);
    rows.push([
      priceText(price, pair),
      volume,
      second,
      draw & 0x10000 ? 'b' : 's',
      draw & 0x20000 ? 'm' : 'l',
      '',
      second,
    ]);
  }
  const last =
    rows.length === 0 ? (since ?? '0') : `${String(Math.min(lastSecond, firstSecond + rows.length - 1))}000000000`;
  return succeed({ [answerName(name, pair)]: rows, last });
}
