import { openTape, type Tape } from './tape.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const recordings = [
  { pair: 'XXBTZUSD', file: 'xbtusd-1h-2021.csv', candleMs: hourMs, decimals: 1 },
  { pair: 'XETHZUSD', file: 'ethusd-1h-2021.csv', candleMs: hourMs, decimals: 2 },
  { pair: 'XLTCZUSD', file: 'ltcusd-1m-2018-04.csv', candleMs: minuteMs, decimals: 2 },
] as const;

/** The recorded pairs, by Kraken's pair id. */
export const openTapes = (seed: number): ReadonlyMap<string, Tape> =>
  new Map(
    recordings.map(({ pair, file, candleMs, decimals }) => [
      pair,
      openTape(new URL(`../data/${file}`, import.meta.url), candleMs, decimals, seed),
    ]),
  );
