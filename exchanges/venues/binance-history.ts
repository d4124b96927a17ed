import { isMore } from '../../domain/decimal.ts';
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
 * from another place, the fills must say so too. The list also shows an id that was taken twice.
 */
export const orderSearches = ({
  clientOrderId,
  market,
  sinceMs,
}: WantedOrder): readonly VenueQuery<Page<ListedOrder>>[] => {
  const isWanted = (order: Order): boolean => order.clientOrderId === clientOrderId;
  const withListed = (found: readonly Order[]): Page<ListedOrder> => ({
    rows: [],
    next: allRows(ordersFrom(market, sinceMs), (since) => {
      const orders = furthest([...found, ...since]);
      const wanted = orders.filter(isWanted);
      if (wanted.length > 0) return listed(wanted, [], market);
      return { rows: [], next: withFills(market, sinceMs, orders, isWanted) };
    }),
  });
  const underClientOrderId: VenueQuery<Page<ListedOrder>> = {
    request: getOrder({ symbol: market.id, origClientOrderId: clientOrderId }),
    read(result) {
      const order = readOrder(result);
      return order !== null && isWanted(order) ? withListed([order]) : null;
    },
    readErrors: (errors) => (saysNoSuchOrder(errors) ? withListed([]) : null),
  };
  return [underClientOrderId];
};

export const ordersSince = ({ markets, sinceMs }: WantedHistory): readonly VenueQuery<Page<ListedOrder>>[] =>
  markets.map((market) => ({
    request: getOpenOrders(market.id),
    read(result) {
      const open = readRows(result, readOrder);
      const isWanted = ({ status, openedAtMs }: Order): boolean => status === 'open' || openedAtMs >= startOf(sinceMs);
      if (open === null) return null;
      const next = allRows(ordersFrom(market, sinceMs), (since) => ({
        rows: [],
        next: withFills(market, sinceMs, furthest([...open, ...since]), isWanted),
      }));
      return { rows: [], next };
    },
  }));

export const tradesSince = ({ markets, sinceMs }: WantedHistory): readonly VenueQuery<Page<TradeReport>>[] =>
  markets.map((market) =>
    allRows(fillsSince(market, sinceMs), (fills) => ({
      rows: fills.map((fill) => tradeReport(fill, market)),
      next: null,
    })),
  );

/** Each order once. One list may lag behind another, and no order goes back. */
function furthest(orders: readonly Order[]): readonly Order[] {
  const known = new Map<bigint, Order>();
  for (const order of orders) {
    const other = known.get(order.number);
    if (other === undefined || isFurther(order, other)) known.set(order.number, order);
  }
  return [...known.values()];
}

const isFurther = (order: Order, other: Order): boolean =>
  order.filledQuantity === other.filledQuantity
    ? other.status === 'open'
    : isMore(order.filledQuantity, other.filledQuantity);

/** Those of these orders that are wanted, and of any that only its fills since then show. */
const withFills = (
  market: Market,
  sinceMs: number,
  orders: readonly Order[],
  isWanted: (order: Order) => boolean,
): VenueQuery<Page<ListedOrder>> =>
  allRows(fillsSince(market, sinceMs), (fills) => {
    const known = new Set(orders.map(({ number }) => number));
    const unlisted = new Set(fills.map(({ orderNumber }) => orderNumber).filter((number) => !known.has(number)));
    return withUnlisted([...unlisted], orders, (all) => listed(all.filter(isWanted), fills, market), market);
  });

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
