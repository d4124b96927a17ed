import { fixed } from '../amounts.ts';
import type { OrderTerms } from '../book/events.ts';
import type { Pair } from '../market/pairs.ts';

type Described = Pick<OrderTerms, 'side' | 'type' | 'volume' | 'limitPrice'> & { readonly pair: Pair };

/** The limit as Kraken prints it; a market order has `"0"`. */
export const limitText = ({ limitPrice, pair }: Described): string =>
  limitPrice === null ? '0' : fixed(limitPrice, pair.rules.pair_decimals);

/** `buy 0.01000000 XBTUSD @ limit 50000.0` */
export function orderText(order: Described): string {
  const { rules } = order.pair;
  const how = order.type === 'market' ? 'market' : `limit ${limitText(order)}`;
  return `${order.side} ${fixed(order.volume, rules.lot_decimals)} ${rules.altname} @ ${how}`;
}
