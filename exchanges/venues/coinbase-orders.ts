import { dividedBy, isPositive } from '../../domain/decimal.ts';
import type { ListedOrder, OrderPlan, OrderReport } from '../../domain/order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Market, Page, VenueQuery, VenueRequest, WantedHistory, WantedOrder } from '../venue.ts';
import { allOrNone, listingPage, rowsOf, startTime } from './coinbase-pages.ts';
import { privateGet, privatePost } from './coinbase-requests.ts';

const statuses: Readonly<Record<string, OrderReport['status']>> = {
  PENDING: 'open',
  QUEUED: 'open',
  OPEN: 'open',
  EDIT_QUEUED: 'open',
  CANCEL_QUEUED: 'open',
  FILLED: 'closed',
  CANCELLED: 'cancelled',
  FAILED: 'cancelled',
  EXPIRED: 'expired',
};

const sides: Readonly<Record<string, Side>> = { BUY: 'buy', SELL: 'sell' };
export const sideOf = (value: Json): Side | null => sides[textOf(value) ?? ''] ?? null;

export const addOrder = (plan: OrderPlan, marketId: string): VenueRequest =>
  privatePost('orders', {
    client_order_id: plan.clientOrderId,
    product_id: marketId,
    side: plan.side.toUpperCase(),
    order_configuration:
      plan.limitPrice === null
        ? { market_market_ioc: { base_size: plan.quantity } }
        : { sor_limit_ioc: { base_size: plan.quantity, limit_price: plan.limitPrice } },
  });

/** Null: a field is missing or unreadable, or the row contradicts itself. */
function readOrder(row: Json, marketOf: WantedHistory['marketOf']): ListedOrder | null {
  const exchangeOrderId = textOf(field(row, 'order_id'));
  const productId = textOf(field(row, 'product_id'));
  const side = sideOf(field(row, 'side'));
  const status = statuses[textOf(field(row, 'status')) ?? ''];
  const filledQuantity = decimalOf(field(row, 'filled_size'));
  const openedAtMs = Date.parse(textOf(field(row, 'created_time')) ?? '');
  if (exchangeOrderId === null || productId === null || side === null || status === undefined) return null;
  if (filledQuantity === null || !Number.isFinite(openedAtMs)) return null;
  const filled = isPositive(filledQuantity);
  if (status === 'closed' && !filled) return null;
  const cost = filled ? decimalOf(field(row, 'filled_value')) : '0';
  const feeAmount = filled ? decimalOf(field(row, 'total_fees')) : '0';
  if (cost === null || feeAmount === null) return null;

  const market = marketOf(productId);
  const report: OrderReport = {
    exchangeOrderId,
    clientOrderId: textOf(field(row, 'client_order_id')),
    status,
    filledQuantity,
    cost,
    averagePrice: filled ? averagePrice(row, cost, filledQuantity) : null,
    // Coinbase names no asset; its fees are in the quote currency.
    feeAsset: filled ? (market?.quote ?? null) : null,
    feeAmount,
    // An order comes without its fills' ids.
    tradeIds: [],
  };
  return { report, symbol: market?.symbol ?? productId, side, openedAtMs };
}

function averagePrice(row: Json, cost: string, filledQuantity: string): string {
  const price = decimalOf(field(row, 'average_filled_price'));
  return price !== null && isPositive(price) ? price : dividedBy(cost, filledQuantity);
}

export const orderById = (exchangeOrderId: string, market: Market): VenueQuery<OrderReport> => ({
  request: privateGet('orders/historical/{order_id}', { order_id: exchangeOrderId }),
  read: (result) => {
    const report = readOrder(field(result, 'order'), () => market)?.report ?? null;
    return report?.exchangeOrderId === exchangeOrderId ? report : null;
  },
});

type ReadRows = (rows: readonly Json[]) => readonly ListedOrder[] | null;

const orders = (params: Readonly<Record<string, Json>>, read: ReadRows): VenueQuery<Page<ListedOrder>> =>
  listingPage({ path: 'orders/historical/batch', list: 'orders', params: { limit: '100', ...params }, read });

/** `OPEN` can't be asked for together with others; whether an unfiltered list holds open orders is not documented. */
const openThenSince = (sinceMs: number, read: ReadRows): readonly VenueQuery<Page<ListedOrder>>[] => [
  orders({ order_status: 'OPEN' }, read),
  orders({ start_date: startTime(sinceMs) }, read),
];

/** Coinbase filters by no client order id: every page is read, of every market, and ours picked out. */
export const orderSearches = ({
  clientOrderId,
  market,
  sinceMs,
}: WantedOrder): readonly VenueQuery<Page<ListedOrder>>[] =>
  openThenSince(sinceMs, (rows) => {
    const ids = rows.map((row) => field(row, 'client_order_id'));
    // What carries no id can be neither adopted nor left aside.
    if (ids.some((id) => typeof id !== 'string')) return null;
    return allOrNone(rows.filter((_, at) => ids[at] === clientOrderId).map((row) => readOrder(row, () => market)));
  });

export const ordersSince = ({ sinceMs, marketOf }: WantedHistory): readonly VenueQuery<Page<ListedOrder>>[] =>
  openThenSince(sinceMs, (rows) => allOrNone(rows.map((row) => readOrder(row, marketOf))));

/** Nothing of the order is open any more, or soon won't be, which is all that a cancel is for. */
const doneAlready = new Set(['UNKNOWN_CANCEL_ORDER', 'ORDER_IS_FULLY_FILLED', 'DUPLICATE_CANCEL_REQUEST']);

export const cancelOrder = (exchangeOrderId: string): VenueQuery<true> => ({
  request: privatePost('orders/batch_cancel', { order_ids: [exchangeOrderId] }),
  read: (result) => {
    const own = rowsOf(result, 'results')?.find((row) => field(row, 'order_id') === exchangeOrderId);
    const isDone = field(own, 'success') === true || doneAlready.has(textOf(field(own, 'failure_reason')) ?? '');
    return isDone ? true : null;
  },
});
