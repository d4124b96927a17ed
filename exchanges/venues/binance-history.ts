import type { ListedOrder, TradeReport } from '../../domain/order.ts';
import type { Market, Page, VenueQuery, WantedHistory, WantedOrder } from '../venue.ts';
import { tradeReport } from './binance-fills.ts';
import type { Fill } from './binance-fills.ts';
import { allRows, fillsOfOrder, fillsSince, ordersFrom, startOf } from './binance-lists.ts';
import { listedOrder, readOrder } from './binance-orders.ts';
import type { Order } from './binance-orders.ts';
import { saysNoSuchOrder } from './binance-refusals.ts';
import { getOpenOrders, getOrder, readRows } from './binance-requests.ts';

/**
 * Binance's own word that it has no such order has been seen seconds after the order filled: the list of orders and,
 * from another place, the fills must say so too.
 */
export const orderSearches = ({
  clientOrderId,
  market,
  sinceMs,
}: WantedOrder): readonly VenueQuery<Page<ListedOrder>>[] => {
  const isWanted = (order: Order): boolean => order.clientOrderId === clientOrderId;
  return [underClientOrderId(clientOrderId, market), ordersWithFills(market, sinceMs, [], isWanted)];
};

export const ordersSince = ({ markets, sinceMs }: WantedHistory): readonly VenueQuery<Page<ListedOrder>>[] =>
  markets.map((market) => ({
    request: getOpenOrders(market.id),
    read(result) {
      const open = readRows(result, readOrder);
      const isWanted = ({ status, openedAtMs }: Order): boolean => status === 'open' || openedAtMs >= startOf(sinceMs);
      return open && { rows: [], next: ordersWithFills(market, sinceMs, open, isWanted) };
    },
  }));

export const tradesSince = ({ markets, sinceMs }: WantedHistory): readonly VenueQuery<Page<TradeReport>>[] =>
  markets.map((market) =>
    allRows(fillsSince(market, sinceMs), (fills) => ({
      rows: fills.map((fill) => tradeReport(fill, market)),
      next: null,
    })),
  );

function underClientOrderId(clientOrderId: string, market: Market): VenueQuery<Page<ListedOrder>> {
  return {
    request: getOrder({ symbol: market.id, origClientOrderId: clientOrderId }),
    read(result) {
      const order = readOrder(result);
      return order?.clientOrderId === clientOrderId ? listed([order], [], market) : null;
    },
    readErrors: (errors) => (saysNoSuchOrder(errors) ? { rows: [], next: null } : null),
  };
}

/** What one market lists since then, with the fees that only fills tell; `open` may hold orders from before. */
function ordersWithFills(
  market: Market,
  sinceMs: number,
  open: readonly Order[],
  isWanted: (order: Order) => boolean,
): VenueQuery<Page<ListedOrder>> {
  return allRows(ordersFrom(market, sinceMs), (since) => ({
    rows: [],
    next: allRows(fillsSince(market, sinceMs), (fills) => {
      // What the later list says holds.
      const known = new Map([...open, ...since].map((order) => [order.number, order]));
      const unlisted = [...new Set(fills.map(({ orderNumber }) => orderNumber))].filter((number) => !known.has(number));
      return withUnlisted(
        unlisted,
        [...known.values()],
        (orders) => listed(orders.filter(isWanted), fills, market),
        market,
      );
    }),
  }));
}

/** Orders that filled and stand in no list: older ones, or a list that lags behind. */
function withUnlisted(
  numbers: readonly bigint[],
  orders: readonly Order[],
  then: (orders: readonly Order[]) => Page<ListedOrder> | null,
  market: Market,
): Page<ListedOrder> | null {
  const [number, ...rest] = numbers;
  if (number === undefined) return then(orders);
  const next: VenueQuery<Page<ListedOrder>> = {
    request: getOrder({ symbol: market.id, orderId: String(number) }),
    read(result) {
      const order = readOrder(result);
      return order?.number === number ? withUnlisted(rest, [...orders, order], then, market) : null;
    },
  };
  return { rows: [], next };
}

/** An order whose fills are not all there yet is asked for them by its number. */
function listed(orders: readonly Order[], fills: readonly Fill[], market: Market): Page<ListedOrder> | null {
  const rows: ListedOrder[] = [];
  for (const [index, order] of orders.entries()) {
    const own = fills.filter(({ orderNumber }) => orderNumber === order.number);
    const row = listedOrder(order, own, market);
    if (row === null) return { rows, next: withFillsOf(order, orders.slice(index + 1), fills, market) };
    rows.push(row);
  }
  return { rows, next: null };
}

function withFillsOf(
  order: Order,
  rest: readonly Order[],
  fills: readonly Fill[],
  market: Market,
): VenueQuery<Page<ListedOrder>> {
  return allRows(fillsOfOrder(order, market), (own) => {
    const row = listedOrder(order, own, market);
    const others = listed(rest, fills, market);
    return row && others && { rows: [row, ...others.rows], next: others.next };
  });
}
