import { dividedBy, isPositive } from '../../domain/decimal.ts';
import type { OrderReport } from '../../domain/order.ts';
import { decimalOf, field, isListOfText, isRecord, textOf } from '../json.ts';
import type { Json, ListedOrder, MarketAssets, OrderPage, VenueQuery, VenueRequest, WantedOrder } from '../venue.ts';

const statuses: Readonly<Record<string, OrderReport['status']>> = {
  pending: 'open',
  open: 'open',
  closed: 'closed',
  canceled: 'cancelled',
  expired: 'expired',
};

export const privatePost = (path: string, params: Readonly<Record<string, string>> = {}): VenueRequest => ({
  path,
  api: 'private',
  method: 'POST',
  params,
});

/** Null: a field is missing or unreadable. */
export function readOrder(exchangeOrderId: string, row: Json, market: MarketAssets): ListedOrder | null {
  const status = statuses[textOf(field(row, 'status')) ?? ''];
  const filledQuantity = decimalOf(field(row, 'vol_exec'));
  const cost = decimalOf(field(row, 'cost'));
  const feeAmount = decimalOf(field(row, 'fee'));
  const openedSeconds = Number(textOf(field(row, 'opentm')) ?? 0);
  const averagePrice = decimalOf(field(row, 'price') ?? '0');
  const trades = field(row, 'trades') ?? [];
  if (status === undefined || filledQuantity === null || cost === null || feeAmount === null) return null;
  if (averagePrice === null || !Number.isFinite(openedSeconds) || !isListOfText(trades)) return null;
  const filled = isPositive(filledQuantity);
  const report: OrderReport = {
    exchangeOrderId,
    clientOrderId: textOf(field(row, 'cl_ord_id')),
    status,
    filledQuantity,
    cost,
    averagePrice: filled ? (isPositive(averagePrice) ? averagePrice : dividedBy(cost, filledQuantity)) : null,
    feeAsset: filled ? feeAsset(textOf(field(row, 'oflags')) ?? '', market) : null,
    feeAmount,
    tradeIds: trades,
  };
  return { report, openedAtMs: Math.floor(openedSeconds * 1000) };
}

/** `fciq`: fee in quote, `fcib`: fee in base; Lockstep's own orders ask for quote. */
const feeAsset = (flags: string, market: MarketAssets): string => (flags.includes('fcib') ? market.base : market.quote);

export const orderById = (exchangeOrderId: string, market: MarketAssets): VenueQuery<OrderReport> => ({
  request: privatePost('QueryOrders', { txid: exchangeOrderId, trades: 'true' }),
  read: (result) => readOrder(exchangeOrderId, field(result, exchangeOrderId), market)?.report ?? null,
});

/** Open before closed: an order that finishes between the two is in the second. */
export const orderSearches = (wanted: WantedOrder): readonly VenueQuery<OrderPage>[] => [
  openOrders(wanted),
  closedOrders(wanted, 0),
];

const openOrders = (wanted: WantedOrder): VenueQuery<OrderPage> => ({
  request: privatePost('OpenOrders', { cl_ord_id: wanted.clientOrderId, trades: 'true' }),
  read(result) {
    const rows = rowsOf(field(result, 'open'));
    const orders = rows && ordersWanted(rows, wanted);
    return orders && { orders, next: null };
  },
});

/** Kraken's `start` is exclusive and in seconds of its own clock, which need not be ours. */
const clockMarginSeconds = 60;

const closedOrders = (wanted: WantedOrder, skip: number): VenueQuery<OrderPage> => ({
  request: privatePost('ClosedOrders', {
    cl_ord_id: wanted.clientOrderId,
    trades: 'true',
    start: String(Math.max(0, Math.floor(wanted.sinceMs / 1000) - clockMarginSeconds)),
    ...(skip > 0 && { ofs: String(skip) }),
  }),
  read(result) {
    const rows = rowsOf(field(result, 'closed'));
    const orders = rows && ordersWanted(rows, wanted);
    if (rows === null || orders === null) return null;
    const seen = skip + rows.length;
    const count = Number(textOf(field(result, 'count')) ?? seen);
    if (!Number.isInteger(count)) return null;
    if (count <= seen) return { orders, next: null };
    return rows.length === 0 ? null : { orders, next: closedOrders(wanted, seen) };
  },
});

type Row = readonly [exchangeOrderId: string, row: Json];

const rowsOf = (value: Json): readonly Row[] | null => (isRecord(value) ? Object.entries(value) : null);

/**
 * Kraken was asked for one client order id. Rows under another are none of ours; a row under none
 * can be neither adopted nor left aside, so the answer counts as unreadable.
 */
function ordersWanted(rows: readonly Row[], wanted: WantedOrder): readonly ListedOrder[] | null {
  const orders: ListedOrder[] = [];
  for (const [id, row] of rows) {
    const clientOrderId = textOf(field(row, 'cl_ord_id'));
    if (clientOrderId === null) return null;
    if (clientOrderId !== wanted.clientOrderId) continue;
    const order = readOrder(id, row, wanted);
    if (order === null) return null;
    orders.push(order);
  }
  return orders;
}
