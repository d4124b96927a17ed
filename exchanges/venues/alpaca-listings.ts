import { times } from '../../domain/decimal.ts';
import type { ListedOrder, TradeReport } from '../../domain/order.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Page, VenueQuery, WantedHistory } from '../venue.ts';
import { feeOfFill } from './alpaca-fees.ts';
import { assetsOf, readOrder, sideOf, timeOf } from './alpaca-orders.ts';
import { alpacaGet } from './alpaca-requests.ts';

/** The most that Alpaca gives on one page. */
const ordersPerPage = 500;
const fillsPerPage = 100;
/** Alpaca's clock need not be ours. */
const clockMarginMs = 60_000;

/** Open before all: an order that finishes between the two is in the second. */
export const ordersSince = (wanted: WantedHistory): readonly VenueQuery<Page<ListedOrder>>[] => [
  orderPage(wanted, 'open', null, new Set()),
  orderPage(wanted, 'all', earlier(wanted.sinceMs), new Set()),
];

export const tradesSince = (wanted: WantedHistory): readonly VenueQuery<Page<TradeReport>>[] => [
  fillPage(wanted, null),
];

const earlier = (sinceMs: number): number => Math.max(0, sinceMs - clockMarginMs);

/**
 * Oldest first. A page starts a moment before the last order of the one before, as two orders may share an
 * instant, and the end is the page that brings nothing new: a page may be shorter than asked for.
 */
function orderPage(
  wanted: WantedHistory,
  status: 'open' | 'all',
  afterMs: number | null,
  seen: ReadonlySet<string>,
): VenueQuery<Page<ListedOrder>> {
  return {
    request: alpacaGet('v2/orders', {
      status,
      direction: 'asc',
      limit: String(ordersPerPage),
      ...(afterMs !== null && { after: new Date(afterMs).toISOString() }),
    }),
    read(result) {
      const rows = listOf(result);
      const ids = complete(rows?.map(idOf));
      const submittedAtMs = complete(rows?.map(submissionOf));
      const orders = complete(rows?.filter(isCrypto).map((row) => readOrder(row, marketOf(wanted, row))));
      if (ids === null || submittedAtMs === null || orders === null) return null;
      if (ids.every((id) => seen.has(id))) return ids.length < ordersPerPage ? { rows: orders, next: null } : null;
      return { rows: orders, next: orderPage(wanted, status, Math.max(...submittedAtMs) - 1, new Set(ids)) };
    },
  };
}

/** The page after the last one is empty. */
function fillPage(wanted: WantedHistory, pageToken: string | null): VenueQuery<Page<TradeReport>> {
  return {
    request: alpacaGet('v2/account/activities/{activity_type}', {
      activity_type: 'FILL',
      direction: 'asc',
      page_size: String(fillsPerPage),
      after: new Date(earlier(wanted.sinceMs)).toISOString(),
      ...(pageToken !== null && { page_token: pageToken }),
    }),
    read(result) {
      const rows = listOf(result);
      const ids = complete(rows?.map(idOf));
      const trades = complete(rows?.filter(isCryptoFill(wanted)).map((row) => readFill(row, wanted)));
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

/** An account trades stocks too, which are none of Lockstep's. */
const isCrypto = (row: Json): boolean => field(row, 'asset_class') === 'crypto';

/** A fill doesn't tell its class. One that tells no market at all is no stock's, and makes the list unreadable. */
const isCryptoFill =
  (wanted: WantedHistory) =>
  (row: Json): boolean => {
    const marketId = textOf(field(row, 'symbol'));
    return marketId === null || marketId.includes('/') || wanted.marketOf(marketId) !== null;
  };

const idOf = (row: Json): string | null => textOf(field(row, 'id'));
const submissionOf = (row: Json): number | null => timeOf(field(row, 'submitted_at') ?? field(row, 'created_at'));
const marketOf = (wanted: WantedHistory, row: Json) => wanted.marketOf(textOf(field(row, 'symbol')) ?? '');
const listOf = (result: Json): readonly Json[] | undefined =>
  Array.isArray(result) ? (result as readonly Json[]) : undefined;

/** Null when one is missing, or all are. */
const complete = <T>(items: readonly (T | null)[] | undefined): readonly T[] | null =>
  items === undefined || items.includes(null) ? null : (items as readonly T[]);
