import type { ListedOrder } from '../../domain/order.ts';
import { field, textOf } from '../json.ts';
import type { Json, Market, Page, VenueQuery, WantedHistory, WantedOrder } from '../venue.ts';
import { complete, earlier, idOf, listOf } from './alpaca-lists.ts';
import { isOrderUnknown, readOrder, timeOf } from './alpaca-orders.ts';
import { alpacaGet } from './alpaca-requests.ts';

/** The most that Alpaca gives on one page. */
const rowsPerPage = 500;

interface Wanted {
  readonly marketOf: (marketId: string) => Market | null;
  /** Left out: all. */
  readonly isWanted?: (order: ListedOrder) => boolean;
}

/** One look finds an open or finished order. Absent is what Alpaca's own word and the list of orders both don't know. */
export const orderSearches = (wanted: WantedOrder): readonly VenueQuery<Page<ListedOrder>>[] => {
  const { clientOrderId, market, sinceMs } = wanted;
  const isWanted = (order: ListedOrder): boolean => order.report.clientOrderId === clientOrderId;
  const inList = orderPage({ marketOf: () => market, isWanted }, 'all', earlier(sinceMs), new Set());
  return [
    {
      request: alpacaGet('v2/orders:by_client_order_id', { client_order_id: clientOrderId }),
      read(result) {
        const order = readOrder(result, market);
        return order !== null && isWanted(order) ? { rows: [order], next: null } : null;
      },
      readErrors: (errors) => (isOrderUnknown(errors) ? { rows: [], next: inList } : null),
    },
  ];
};

/** Open before all: an order that finishes between the two is in the second. */
export const ordersSince = (wanted: WantedHistory): readonly VenueQuery<Page<ListedOrder>>[] => [
  orderPage(wanted, 'open', null, new Set()),
  orderPage(wanted, 'all', earlier(wanted.sinceMs), new Set()),
];

/**
 * Oldest first. A page starts a moment before the last order of the one before, as two orders may share an
 * instant, and the end is the page that brings nothing new: a page may be shorter than asked for.
 */
function orderPage(
  wanted: Wanted,
  status: 'open' | 'all',
  afterMs: number | null,
  seen: ReadonlySet<string>,
): VenueQuery<Page<ListedOrder>> {
  return {
    request: alpacaGet('v2/orders', {
      status,
      direction: 'asc',
      limit: String(rowsPerPage),
      ...(afterMs !== null && { after: new Date(afterMs).toISOString() }),
    }),
    read(result) {
      const listed = listOf(result);
      const ids = complete(listed?.map(idOf));
      const submittedAtMs = complete(listed?.map(submissionOf));
      const orders = complete(
        listed?.filter(mayBeCrypto).map((row) => readOrder(row, wanted.marketOf(marketIdOf(row)))),
      );
      if (ids === null || submittedAtMs === null || orders === null) return null;
      const rows = wanted.isWanted === undefined ? orders : orders.filter(wanted.isWanted);
      if (ids.every((id) => seen.has(id))) return ids.length < rowsPerPage ? { rows, next: null } : null;
      return { rows, next: orderPage(wanted, status, Math.max(...submittedAtMs) - 1, new Set(ids)) };
    },
  };
}

/** An account trades stocks too, which are none of Lockstep's. A row that doesn't say what it is must be read. */
const mayBeCrypto = (row: Json): boolean => (textOf(field(row, 'asset_class')) ?? 'crypto') === 'crypto';

const marketIdOf = (row: Json): string => textOf(field(row, 'symbol')) ?? '';
const submissionOf = (row: Json): number | null => timeOf(field(row, 'submitted_at') ?? field(row, 'created_at'));
