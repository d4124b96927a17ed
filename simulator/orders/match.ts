import { dividedBy, floorToStep, isPositive, minus, smaller, times, type DecimalText } from '../../domain/decimal.ts';
import { stepOf } from '../amounts.ts';
import type { Level } from '../market/market.ts';
import { isBeyond } from './limit.ts';
import type { OrderRequest } from './order-request.ts';

export interface Match {
  readonly price: DecimalText;
  /** Base units. */
  readonly volume: DecimalText;
}

/** What an arriving order trades at once, best level first. */
export function matchAgainst(
  request: Pick<OrderRequest, 'pair' | 'side' | 'limitPrice' | 'inQuote' | 'volume'>,
  levels: readonly Level[],
): readonly Match[] {
  const lotStep = stepOf(request.pair.rules.lot_decimals);
  const matches: Match[] = [];
  let left = request.volume;
  for (const level of levels) {
    if (isBeyond(request.side, level.price, request.limitPrice)) break;
    const wanted = request.inQuote ? floorToStep(dividedBy(left, level.price), lotStep) : left;
    const volume = level.volume === null ? wanted : smaller(wanted, level.volume);
    if (!isPositive(volume)) break;
    matches.push({ price: level.price, volume });
    left = minus(left, request.inQuote ? times(volume, level.price) : volume);
    if (!isPositive(left)) break;
  }
  return matches;
}
