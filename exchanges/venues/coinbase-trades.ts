import { dividedBy, isPositive, times } from '../../domain/decimal.ts';
import type { TradeReport } from '../../domain/order.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Page, VenueQuery, WantedHistory } from '../venue.ts';
import { sideOf } from './coinbase-orders.ts';
import { allOrNone, listingPage, startTime } from './coinbase-pages.ts';

export const tradesSince = ({ sinceMs, marketOf }: WantedHistory): readonly VenueQuery<Page<TradeReport>>[] => [
  listingPage({
    path: 'orders/historical/fills',
    list: 'fills',
    params: { limit: '100', start_sequence_timestamp: startTime(sinceMs) },
    read: (rows) => allOrNone(rows.map((row) => readTrade(row, marketOf))),
  }),
];

/** Null: a field is missing or unreadable. */
function readTrade(row: Json, marketOf: WantedHistory['marketOf']): TradeReport | null {
  // A fill that Coinbase took back or corrected shares its id with the first one: only a person can book it.
  if (field(row, 'trade_type') !== 'FILL') return null;
  const tradeId = textOf(field(row, 'trade_id'));
  const exchangeOrderId = textOf(field(row, 'order_id'));
  const productId = textOf(field(row, 'product_id'));
  const side = sideOf(field(row, 'side'));
  const amounts = amountsOf(row);
  const feeAmount = decimalOf(field(row, 'commission'));
  const atMs = Date.parse(textOf(field(row, 'trade_time')) ?? '');
  if (tradeId === null || exchangeOrderId === null || productId === null || side === null) return null;
  if (amounts === null || feeAmount === null || !Number.isFinite(atMs)) return null;
  const market = marketOf(productId);
  return {
    tradeId,
    exchangeOrderId,
    symbol: market?.symbol ?? productId,
    side,
    ...amounts,
    // Coinbase names no asset; its fees are in the quote currency.
    feeAsset: market?.quote ?? null,
    feeAmount,
    atMs,
  };
}

/** The size is in quote units where the order was given so, which Lockstep's never are. */
function amountsOf(row: Json): Pick<TradeReport, 'quantity' | 'cost'> | null {
  const price = decimalOf(field(row, 'price'));
  const size = decimalOf(field(row, 'size'));
  const inQuote = field(row, 'size_in_quote');
  if (price === null || size === null || !isPositive(price) || typeof inQuote !== 'boolean') return null;
  return inQuote ? { quantity: dividedBy(size, price), cost: size } : { quantity: size, cost: times(price, size) };
}
