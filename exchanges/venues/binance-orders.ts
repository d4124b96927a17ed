import type { DecimalText } from '../../domain/decimal.ts';
import { dividedBy, isPositive } from '../../domain/decimal.ts';
import type { ListedOrder, OrderReport } from '../../domain/order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Market, VenueQuery, VenueRequest } from '../venue.ts';
import { feeOf, fillsUpTo, readFill } from './binance-fills.ts';
import type { Fill } from './binance-fills.ts';
import { exchangeIdOf, numberOf, wholeNumber } from './binance-ids.ts';
import { getMyTrades, getOrder, readRows, rowsPerPage } from './binance-requests.ts';

/** An order as Binance lists it: without its fees, which only its fills tell. */
export interface Order {
  readonly number: bigint;
  readonly clientOrderId: string;
  readonly status: OrderReport['status'];
  readonly side: Side;
  readonly filledQuantity: DecimalText;
  readonly cost: DecimalText;
  readonly openedAtMs: number;
}

const statuses: Readonly<Record<string, OrderReport['status']>> = {
  NEW: 'open',
  PENDING_NEW: 'open',
  PARTIALLY_FILLED: 'open',
  PENDING_CANCEL: 'open',
  FILLED: 'closed',
  CANCELED: 'cancelled',
  REJECTED: 'cancelled',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
};

const sides: Readonly<Record<string, Side>> = { BUY: 'buy', SELL: 'sell' };

/** Null: a field is missing or unreadable. A negative cost is Binance's way to say that it doesn't know it. */
export function readOrder(row: Json): Order | null {
  const number = wholeNumber(field(row, 'orderId'));
  const openedAt = wholeNumber(field(row, 'time'));
  const clientOrderId = textOf(field(row, 'clientOrderId'));
  const status = statuses[textOf(field(row, 'status')) ?? ''];
  const side = sides[textOf(field(row, 'side')) ?? ''];
  const filledQuantity = decimalOf(field(row, 'executedQty'));
  const cost = decimalOf(field(row, 'cummulativeQuoteQty'));
  if (number === null || openedAt === null || clientOrderId === null) return null;
  if (status === undefined || side === undefined) return null;
  if (filledQuantity === null || cost === null || cost.startsWith('-')) return null;
  return { number, clientOrderId, status, side, filledQuantity, cost, openedAtMs: Number(openedAt) };
}

/** Null: these fills are not all of the order's. */
export function reportOf(order: Order, fills: readonly Fill[], market: Market): OrderReport | null {
  const { filledQuantity, cost } = order;
  const counted = fillsUpTo(filledQuantity, fills);
  if (counted === null) return null;
  const fee = feeOf(counted, market);
  return {
    exchangeOrderId: exchangeIdOf(market, order.number),
    clientOrderId: order.clientOrderId,
    status: order.status,
    filledQuantity,
    cost,
    averagePrice: isPositive(filledQuantity) ? dividedBy(cost, filledQuantity) : null,
    feeAsset: fee.asset,
    feeAmount: fee.amount,
    tradeIds: counted.map(({ number }) => exchangeIdOf(market, number)),
  };
}

export function listedOrder(order: Order, fills: readonly Fill[], market: Market): ListedOrder | null {
  const report = reportOf(order, fills, market);
  return report && { report, symbol: market.symbol, side: order.side, openedAtMs: order.openedAtMs };
}

export const orderById = (exchangeOrderId: string, market: Market): VenueQuery<OrderReport> => ({
  request: getOrder({ symbol: market.id, orderId: numberOf(exchangeOrderId) }),
  further(result) {
    const order = readOrder(result);
    return order !== null && isPositive(order.filledQuantity) ? withItsFills(order, market, []) : null;
  },
  read(result) {
    const order = readOrder(result);
    return order && reportOf(order, [], market);
  },
});

function withItsFills(order: Order, market: Market, seen: readonly Fill[]): VenueQuery<OrderReport> {
  const allWith = (result: Json): readonly Fill[] => [...seen, ...(readRows(result, readFill) ?? [])];
  return {
    request: getFillsOf(order, market, seen.at(-1) ?? null),
    further(result) {
      const fills = allWith(result);
      const isFull = fills.length - seen.length >= rowsPerPage;
      return isFull && reportOf(order, fills, market) === null ? withItsFills(order, market, fills) : null;
    },
    read: (result) => reportOf(order, allWith(result), market),
  };
}

/** The fills of one order, or those that come after one of them. */
export function getFillsOf(order: Order, market: Market, after: Fill | null): VenueRequest {
  return getMyTrades({
    symbol: market.id,
    orderId: String(order.number),
    ...(after !== null && { fromId: String(after.number + 1n) }),
    limit: String(rowsPerPage),
  });
}
