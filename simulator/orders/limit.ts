import { isLess, isMore, type DecimalText } from '../../domain/decimal.ts';
import type { OrderSide } from '../book/events.ts';

/** True when the price is worse than the limit allows; a market order (null) allows any. */
export const isBeyond = (side: OrderSide, price: DecimalText, limit: DecimalText | null): boolean =>
  limit !== null && (side === 'buy' ? isMore(price, limit) : isLess(price, limit));
