import { intervalMs } from '../domain/candle.ts';
import type { Candle, CandleInterval } from '../domain/candle.ts';
import type { Market } from './venue.ts';

/** What every exchange gives in one answer. */
const mostCandles = 300;
const freshMs = 5_000;

export type FetchCandles = (market: Market, range: CandleRange) => Promise<readonly Candle[]>;

export interface CandleRange {
  readonly interval: CandleInterval;
  /** When the first one opens. */
  readonly sinceMs: number;
  /** How many, the one that is still forming among them. */
  readonly limit: number;
}

/** Candles up to now, at most a few seconds old, with one request per market and interval for all who ask meanwhile. */
export function openCandles(
  fetch: FetchCandles,
): (market: Market, interval: CandleInterval) => Promise<readonly Candle[]> {
  const kept = new Map<string, Promise<readonly Candle[]>>();
  return (market, interval) => {
    const key = `${market.id} ${interval}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const formingMs = Math.floor(Date.now() / intervalMs[interval]) * intervalMs[interval];
    const sinceMs = formingMs - (mostCandles - 1) * intervalMs[interval];
    const answer = fetch(market, { interval, sinceMs, limit: mostCandles });
    kept.set(key, answer);
    const drop = (): void => void kept.delete(key);
    answer.then(() => setTimeout(drop, freshMs).unref(), drop);
    return answer;
  };
}
