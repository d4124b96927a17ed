import { isLess, times } from '../../domain/decimal.ts';
import { refuse } from '../api/reply.ts';
import { decimalsOf } from '../amounts.ts';
import type { Market, Quote } from '../market/market.ts';
import type { OrderRequest } from './order-request.ts';

/** Null: the pair's rules allow the order. */
export function rulesTrouble(
  request: OrderRequest,
  market: Market,
  quote: Quote | null,
): { readonly error: string } | null {
  const { rules } = request.pair;
  const status = market.status(request.pair);
  if (quote === null || status === 'cancel_only' || status === 'reduce_only') {
    return refuse(`EService:Market in ${status === 'reduce_only' ? status : 'cancel_only'} mode`);
  }
  if (status === 'post_only' && !request.flags.includes('post')) return refuse('EService:Market in post_only mode');
  if (status === 'limit_only' && request.type !== 'limit') return refuse('EService:Market in limit_only mode');

  if (decimalsOf(request.volume) > (request.inQuote ? rules.cost_decimals : rules.lot_decimals)) {
    return refuse('EGeneral:Invalid arguments:volume');
  }
  if (request.limitPrice !== null && decimalsOf(request.limitPrice) > rules.pair_decimals) {
    return refuse('EOrder:Tick size check failed');
  }
  const price = request.limitPrice ?? (request.side === 'buy' ? quote.ask : quote.bid);
  const cost = request.inQuote ? request.volume : times(request.volume, price);
  const smallest = request.inQuote ? times(rules.ordermin, price) : rules.ordermin;
  if (isLess(request.volume, smallest)) return refuse('EOrder:Order minimum not met');
  if (isLess(cost, rules.costmin)) return refuse('EOrder:Cost minimum not met');
  return null;
}
