import { textOf } from '../json.ts';
import type { Json, Market } from '../venue.ts';

/** Binance counts orders and trades per market; with the market's name before it, a number is unique in an account. */
export const exchangeIdOf = (market: Pick<Market, 'id'>, number: bigint): string => `${market.id}-${number}`;

/** The number that Binance itself knows the order by. */
export const numberOf = (exchangeId: string): string => exchangeId.slice(exchangeId.lastIndexOf('-') + 1);

/** Null for everything but digits. */
export function wholeNumber(value: Json): bigint | null {
  const text = textOf(value);
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
