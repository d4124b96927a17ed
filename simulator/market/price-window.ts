import { dividedBy, larger, plus, rounded, smaller, type DecimalText } from '../../domain/decimal.ts';
import type { Market } from './market.ts';
import type { Pair } from './pairs.ts';

export interface PriceWindow {
  readonly open: DecimalText;
  readonly high: DecimalText;
  readonly low: DecimalText;
  readonly close: DecimalText;
  /** A typical price, for show. */
  readonly average: DecimalText;
  /** Base units traded, for show. */
  readonly volume: number;
}

/** What the price did between two instants, seen at `samples` + 1 of them; null without a price. */
export function priceWindow(
  market: Market,
  pair: Pair,
  fromMs: number,
  toMs: number,
  samples: number,
): PriceWindow | null {
  const open = market.last(pair, fromMs);
  const close = market.last(pair, toMs);
  if (open === null || close === null) return null;
  let high = larger(open, close);
  let low = smaller(open, close);
  let rate = 0;
  for (let n = 1; n < samples; n++) {
    const atMs = fromMs + ((toMs - fromMs) * n) / samples;
    const price = market.last(pair, atMs) ?? close;
    high = larger(high, price);
    low = smaller(low, price);
    rate += market.volumeRate(pair, atMs) / (samples - 1);
  }
  const average = rounded(dividedBy(plus(plus(high, low), close), '3'), pair.rules.pair_decimals);
  return { open, high, low, close, average, volume: rate * (toMs - fromMs) };
}
