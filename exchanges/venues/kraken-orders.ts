import { dividedBy, isPositive } from '../../domain/decimal.ts';
import type { ListedOrder, OrderReport } from '../../domain/order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { decimalOf, field, isListOfText, textOf } from '../json.ts';
import type { Json, Market, Page, VenueQuery, WantedHistory, WantedOrder } from '../venue.ts';
import { historyPage, rowsOf, startOf } from './kraken-history.ts';
import type { Row } from './kraken-history.ts';
import { privatePost } from './kraken-requests.ts';

const statuses: Readonly<Record<string, OrderReport['status']>> = {
  pending: 'open',
  open: 'open',
  closed: 'closed',
  canceled: 'cancelled',
  expired: 'expired',
};

/** Null: a field is missing or unreadable. */
function readReport(exchangeOrderId: string, row: Json, market: Market | null): OrderReport | null {
  const status = statuses[textOf(field(row, 'status')) ?? ''];
  const filledQuantity = decimalOf(field(row, 'vol_exec'));
  const cost = decimalOf(field(row, 'cost'));
  const feeAmount = decimalOf(field(row, 'fee'));
  const averagePrice = decimalOf(field(row, 'price') ?? '0');
  const trades = field(row, 'trades') ?? [];
  if (status === undefined || filledQuantity === null || cost === null || feeAmount === null) return null;
  if (averagePrice === null || !isListOfText(trades)) return null;
  const filled = isPositive(filledQuantity);
  return {
    exchangeOrderId,
    clientOrderId: textOf(field(row, 'cl_ord_id')),
    status,
    filledQuantity,
    cost,
    averagePrice: filled ? (isPositive(averagePrice) ? averagePrice : dividedBy(cost, filledQuantity)) : null,
    feeAsset: filled && market !== null ? feeAsset(textOf(field(row, 'oflags')) ?? '', market) : null,
    feeAmount,
    tradeIds: trades,
  };
}

/** `fciq`: fee in quote, `fcib`: fee in base; Lockstep's own orders ask for quote. */
const feeAsset = (flags: string, market: Market): string => (flags.includes('fcib') ? market.base : market.quote);

function readListed([id, row]: Row, marketOf: WantedHistory['marketOf']): ListedOrder | null {
  const described = field(row, 'descr');
  const pair = textOf(field(described, 'pair'));
  const side = sideOf(field(described, 'type'));
  const openedSeconds = Number(textOf(field(row, 'opentm')) ?? 0);
  if (pair === null || side === null || !Number.isFinite(openedSeconds)) return null;
  const market = marketOf(pair);
  const report = readReport(id, row, market);
  return report && { report, symbol: market?.symbol ?? pair, side, openedAtMs: Math.floor(openedSeconds * 1000) };
}

export const sideOf = (text: Json): Side | null => (text === 'buy' || text === 'sell' ? text : null);

export const orderById = (exchangeOrderId: string, market: Market): VenueQuery<OrderReport> => ({
  request: privatePost('QueryOrders', { txid: exchangeOrderId, trades: 'true' }),
  read: (result) => readReport(exchangeOrderId, field(result, exchangeOrderId), market),
});

/** Open before closed: an order that finishes between the two is in the second. */
const openThenClosed = (
  filter: Readonly<Record<string, string>>,
  sinceMs: number,
  read: (rows: readonly Row[]) => readonly ListedOrder[] | null,
): readonly VenueQuery<Page<ListedOrder>>[] => [
  {
    request: privatePost('OpenOrders', { ...filter, trades: 'true' }),
    read(result) {
      const listed = rowsOf(field(result, 'open'));
      const rows = listed && read(listed);
      return rows && { rows, next: null };
    },
  },
  historyPage({
    path: 'ClosedOrders',
    list: 'closed',
    params: { ...filter, trades: 'true', ...startOf(sinceMs) },
    read,
  }),
];

export const orderSearches = (wanted: WantedOrder): readonly VenueQuery<Page<ListedOrder>>[] =>
  openThenClosed({ cl_ord_id: wanted.clientOrderId }, wanted.sinceMs, (rows) => ordersWanted(rows, wanted));

export const ordersSince = ({ sinceMs, marketOf }: WantedHistory): readonly VenueQuery<Page<ListedOrder>>[] =>
  openThenClosed({}, sinceMs, (rows) => allOrNone(rows.map((row) => readListed(row, marketOf))));

export const allOrNone = <T>(items: readonly (T | null)[]): readonly T[] | null =>
  items.every((item) => item !== null) ? items : null;

/**
 * Kraken was asked for one client order id. Rows under another are none of ours; a row under none
 * can be neither adopted nor left aside, so the answer counts as unreadable.
 */
function ordersWanted(rows: readonly Row[], { clientOrderId, market }: WantedOrder): readonly ListedOrder[] | null {
  const idOf = ([, row]: Row): string | null => textOf(field(row, 'cl_ord_id'));
  if (rows.some((row) => idOf(row) === null)) return null;
  const ours = rows.filter((row) => idOf(row) === clientOrderId);
  return allOrNone(ours.map((row) => readListed(row, () => market)));
}
