import { readFileSync } from 'node:fs';
import { mix32 } from '../random.ts';

/** Recorded candles that can be read at any moment of play. Prices are whole ticks. */
export interface Tape {
  /** The price at a position of play, in milliseconds; negative positions lie before the start of play. */
  priceAt(positionMs: number): number;
  /** Units traded in the candle at this position, per millisecond of play: for show, not for money. */
  volumeRateAt(positionMs: number): number;
}

interface Candles {
  readonly lengthMs: number;
  readonly rows: readonly (readonly [open: number, high: number, low: number, close: number, volume: number])[];
}

/** Reads `timestamp_ms,open,high,low,close,volume`; a period without a row repeats the last close. */
function readCandles(file: URL, lengthMs: number, decimals: number): Candles {
  const scale = 10 ** decimals;
  const ticks = (text: string | undefined): number => Math.round(Number(text) * scale);
  const rows: [number, number, number, number, number][] = [];
  let lastAtMs: number | null = null;
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n').slice(1)) {
    const [at, open, high, low, close, volume] = line.split(',');
    const missing = lastAtMs === null ? 0 : (Number(at) - lastAtMs) / lengthMs - 1;
    const still = rows.at(-1)?.[3] ?? 0;
    // Several recorded days may stand one after the other: a long silence between them isn't played.
    if (missing < 1_000) for (let gap = 0; gap < missing; gap++) rows.push([still, still, still, still, 0]);
    rows.push([ticks(open), ticks(high), ticks(low), ticks(close), Number(volume)]);
    lastAtMs = Number(at);
  }
  return { lengthMs, rows };
}

/**
 * Plays the candles forwards, then backwards, for ever, so that the price never jumps at the end.
 * Inside a candle the price goes from open over high and low (in a seeded order, at seeded moments) to close.
 */
export function openTape(file: URL, lengthMs: number, decimals: number, seed: number): Tape {
  const { rows } = readCandles(file, lengthMs, decimals);
  const totalMs = rows.length * lengthMs;
  const fold = (positionMs: number): number => {
    const inCycle = ((positionMs % (2 * totalMs)) + 2 * totalMs) % (2 * totalMs);
    return inCycle < totalMs ? inCycle : 2 * totalMs - inCycle - 1;
  };
  const slotAt = (folded: number): number => Math.min(Math.floor(folded / lengthMs), rows.length - 1);

  return {
    priceAt(positionMs) {
      const folded = Math.max(0, fold(positionMs));
      const slot = slotAt(folded);
      const [open, high, low, close] = rows[slot] ?? [0, 0, 0, 0];
      const draw = mix32(slot, seed);
      const [first, second] = (draw & 1) === 0 ? [high, low] : [low, high];
      const firstAt = 0.1 + ((draw >>> 8) & 0xff) / 640;
      const secondAt = 0.5 + ((draw >>> 16) & 0xff) / 640;
      const through = folded / lengthMs - slot;
      const between = (from: number, to: number, startAt: number, endAt: number): number =>
        Math.round(from + ((to - from) * (through - startAt)) / (endAt - startAt));
      if (through < firstAt) return between(open, first, 0, firstAt);
      if (through < secondAt) return between(first, second, firstAt, secondAt);
      return between(second, close, secondAt, 1);
    },
    volumeRateAt: (positionMs) => (rows[slotAt(Math.max(0, fold(positionMs)))]?.[4] ?? 0) / lengthMs,
  };
}
