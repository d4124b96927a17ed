import type { Json, Market, Page, VenueQuery, VenueRequest } from '../venue.ts';
import { readFill } from './binance-fills.ts';
import type { Fill } from './binance-fills.ts';
import { getFillsOf, readOrder } from './binance-orders.ts';
import type { Order } from './binance-orders.ts';
import { getAllOrders, getMyTrades, readRows, rowsPerPage } from './binance-requests.ts';

/** Binance's clock need not be ours. */
const clockMarginMs = 60_000;

export const startOf = (sinceMs: number): number => Math.max(0, Math.floor(sinceMs) - clockMarginMs);

interface List<T> {
  readonly first: VenueRequest;
  readonly after: (last: T) => VenueRequest;
  readonly read: (row: Json) => T | null;
}

export const ordersFrom = (market: Market, sinceMs: number): List<Order> => ({
  first: getAllOrders({ symbol: market.id, startTime: String(startOf(sinceMs)), limit: String(rowsPerPage) }),
  after: ({ number }) => getAllOrders({ symbol: market.id, orderId: String(number + 1n), limit: String(rowsPerPage) }),
  read: readOrder,
});

export const fillsSince = (market: Market, sinceMs: number): List<Fill> => ({
  first: getMyTrades({ symbol: market.id, startTime: String(startOf(sinceMs)), limit: String(rowsPerPage) }),
  after: ({ number }) => getMyTrades({ symbol: market.id, fromId: String(number + 1n), limit: String(rowsPerPage) }),
  read: readFill,
});

export const fillsOfOrder = (order: Order, market: Market): List<Fill> => ({
  first: getFillsOf(order, market, null),
  after: (last) => getFillsOf(order, market, last),
  read: readFill,
});

/** A whole list, page after page. A page that doesn't go on where the last one ended makes it unreadable. */
export function allRows<T extends { readonly number: bigint }, R>(
  list: List<T>,
  then: (rows: readonly T[]) => Page<R> | null,
  seen: readonly T[] = [],
): VenueQuery<Page<R>> {
  const last = seen.at(-1);
  return {
    request: last === undefined ? list.first : list.after(last),
    read(result) {
      const page = readRows(result, list.read);
      if (page === null || !goesOnFrom(last?.number ?? -1n, page)) return null;
      const rows = [...seen, ...page];
      return page.length < rowsPerPage ? then(rows) : { rows: [], next: allRows(list, then, rows) };
    },
  };
}

function goesOnFrom(last: bigint, page: readonly { readonly number: bigint }[]): boolean {
  const numbers = [last, ...page.map(({ number }) => number)];
  return page.every(({ number }, index) => number > (numbers[index] ?? number));
}
