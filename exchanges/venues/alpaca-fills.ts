import { times } from '../../domain/decimal.ts';
import type { TradeReport } from '../../domain/order.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Page, VenueQuery, WantedHistory } from '../venue.ts';
import { feeOfFill } from './alpaca-fees.ts';
import { complete, earlier, idOf, listOf } from './alpaca-lists.ts';
import { assetsOf, sideOf, timeOf } from './alpaca-orders.ts';
import { alpacaGet } from './alpaca-requests.ts';

/** The most that Alpaca gives on one page. */
const rowsPerPage = 100;

export const tradesSince = (wanted: WantedHistory): readonly VenueQuery<Page<TradeReport>>[] => [
  fillPage(wanted, null),
];

/** The page after the last one is empty. */
function fillPage(wanted: WantedHistory, pageToken: string | null): VenueQuery<Page<TradeReport>> {
  return {
    request: alpacaGet('v2/account/activities/{activity_type}', {
      activity_type: 'FILL',
      direction: 'asc',
      page_size: String(rowsPerPage),
      after: new Date(earlier(wanted.sinceMs)).toISOString(),
      ...(pageToken !== null && { page_token: pageToken }),
    }),
    read(result) {
      const rows = listOf(result);
      const ids = complete(rows?.map(idOf));
      const trades = complete(rows?.filter(mayBeCrypto(wanted)).map((row) => readFill(row, wanted)));
      if (ids === null || trades === null) return null;
      const last = ids.at(-1);
      if (last === undefined) return { rows: [], next: null };
      // The same place again: the pages don't go on.
      if (pageToken !== null && ids.includes(pageToken)) return null;
      return { rows: trades, next: fillPage(wanted, last) };
    },
  };
}

function readFill(row: Json, wanted: WantedHistory): TradeReport | null {
  const tradeId = textOf(field(row, 'id'));
  const exchangeOrderId = textOf(field(row, 'order_id'));
  const marketId = textOf(field(row, 'symbol'));
  const side = sideOf(field(row, 'side'));
  const quantity = decimalOf(field(row, 'qty'));
  const price = decimalOf(field(row, 'price'));
  const atMs = timeOf(field(row, 'transaction_time'));
  if (tradeId === null || exchangeOrderId === null || marketId === null || side === null) return null;
  if (quantity === null || price === null || atMs === null) return null;
  const market = wanted.marketOf(marketId);
  const cost = times(quantity, price);
  const fee = feeOfFill({ side, quantity, cost, assets: market ?? assetsOf(marketId) });
  return { tradeId, exchangeOrderId, symbol: market?.symbol ?? marketId, side, quantity, cost, ...fee, atMs };
}

/** A fill doesn't tell its class, but a stock's symbol has no slash. One without a symbol must be read. */
const mayBeCrypto =
  ({ marketOf }: WantedHistory) =>
  (row: Json): boolean => {
    const marketId = textOf(field(row, 'symbol'));
    return marketId === null || marketId.includes('/') || marketOf(marketId) !== null;
  };
