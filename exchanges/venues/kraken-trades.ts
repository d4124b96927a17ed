import type { TradeReport } from '../../domain/order.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Page, VenueQuery, WantedHistory } from '../venue.ts';
import { historyPage, startOf } from './kraken-history.ts';
import type { Row } from './kraken-history.ts';
import { allOrNone, sideOf } from './kraken-orders.ts';

export const tradesSince = ({ sinceMs, marketOf }: WantedHistory): readonly VenueQuery<Page<TradeReport>>[] => [
  historyPage({
    path: 'TradesHistory',
    list: 'trades',
    params: startOf(sinceMs),
    read: (rows) => allOrNone(rows.map((row) => readTrade(row, marketOf))),
  }),
];

/** Null: a field is missing or unreadable. */
function readTrade([tradeId, row]: Row, marketOf: WantedHistory['marketOf']): TradeReport | null {
  const exchangeOrderId = textOf(field(row, 'ordertxid'));
  const pair = textOf(field(row, 'pair'));
  const side = sideOf(field(row, 'type'));
  const quantity = decimalOf(field(row, 'vol'));
  const cost = decimalOf(field(row, 'cost'));
  const feeAmount = decimalOf(field(row, 'fee'));
  const seconds = Number(textOf(field(row, 'time')) ?? NaN);
  if (exchangeOrderId === null || pair === null || side === null || !Number.isFinite(seconds)) return null;
  if (quantity === null || cost === null || feeAmount === null) return null;
  const market = marketOf(pair);
  return {
    tradeId,
    exchangeOrderId,
    symbol: market?.symbol ?? pair,
    side,
    quantity,
    cost,
    // Kraken names no asset here; its documentation says quote.
    feeAsset: market?.quote ?? null,
    feeAmount,
    atMs: Math.floor(seconds * 1000),
  };
}
