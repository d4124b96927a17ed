import type { OrderSize } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { mix32 } from '../../simulator/random.ts';

/** One trade of the master's, at a moment of the recorded day. */
export interface PlannedTrade {
  readonly atHour: number;
  readonly symbol: string;
  readonly side: Side;
  readonly size: OrderSize;
}

export const symbols = ['BTC/USD', 'ETH/USD', 'LTC/USD'] as const;
const fractions = ['0.2', '0.25', '0.5', '1'] as const;

const buy = (atHour: number, symbol: string, draw: number): PlannedTrade => ({
  atHour,
  symbol,
  side: 'buy',
  size: { kind: 'quote', amount: String(4_000 + (draw % 8_000)) },
});
const sell = (atHour: number, symbol: string, fraction: string): PlannedTrade => ({
  atHour,
  symbol,
  side: 'sell',
  size: { kind: 'fraction', fraction },
});

/**
 * About `count` trades over a day, the same for the same seed: each symbol bought first, then purchases and sales in
 * fractions as the seed draws them; at the end one symbol is sold in exits of 20%, 20% and 100%, the others are kept.
 */
export function planDay(seed: number, count: number): readonly PlannedTrade[] {
  const hours = 22 / count;
  const trades: PlannedTrade[] = symbols.map((symbol, index) => buy(index * hours, symbol, mix32(index, seed)));
  const held = new Set<string>(symbols);
  for (let index = trades.length; index < count - 4; index++) {
    const draw = mix32(index, seed);
    const symbol = symbols[draw % symbols.length] ?? symbols[0];
    const fraction = fractions[(draw >>> 8) % fractions.length] ?? '1';
    const isSale = held.has(symbol) && (draw >>> 16) % 5 < 3;
    trades.push(isSale ? sell(index * hours, symbol, fraction) : buy(index * hours, symbol, draw >>> 4));
    if (!isSale) held.add(symbol);
    else if (fraction === '1') held.delete(symbol);
  }
  const last = (offset: number): number => (count - 4 + offset) * hours;
  return [
    ...trades,
    buy(last(0), 'BTC/USD', mix32(count, seed)),
    sell(last(1), 'BTC/USD', '0.2'),
    sell(last(2), 'BTC/USD', '0.2'),
    sell(last(3), 'BTC/USD', '1'),
  ];
}
