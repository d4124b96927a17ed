import { isMore } from '../domain/decimal.ts';
import type { FoundOrder } from '../domain/order.ts';
import type { ListedOrder, OrderPage, VenueQuery } from './venue.ts';

/**
 * Runs every search to its last page; any failure throws, as it could hide the order.
 * An id may be used again at some exchanges once its order is done: then the order that filled most, else
 * the newest, is the one, and the others are named beside it.
 */
export async function findOrder(
  searches: readonly VenueQuery<OrderPage>[],
  ask: (query: VenueQuery<OrderPage>) => Promise<OrderPage>,
): Promise<FoundOrder> {
  const byId = new Map<string, ListedOrder>();
  for (const search of searches) {
    for (let query: VenueQuery<OrderPage> | null = search; query !== null;) {
      const page: OrderPage = await ask(query);
      // A later search saw the order later.
      for (const order of page.orders) byId.set(order.report.exchangeOrderId, order);
      query = page.next;
    }
  }
  const [best, ...others] = [...byId.values()].sort(mostFilledThenNewest);
  if (best === undefined) return { kind: 'absent' };
  const alsoFound = others.map(({ report }) => report.exchangeOrderId);
  return { kind: 'found', order: best.report, ...(alsoFound.length > 0 && { alsoFound }) };
}

function mostFilledThenNewest(a: ListedOrder, b: ListedOrder): number {
  if (isMore(a.report.filledQuantity, b.report.filledQuantity)) return -1;
  if (isMore(b.report.filledQuantity, a.report.filledQuantity)) return 1;
  return b.openedAtMs - a.openedAtMs;
}
