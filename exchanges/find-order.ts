import { isMore } from '../domain/decimal.ts';
import type { FoundOrder, ListedOrder } from '../domain/order.ts';
import { lastById } from './all-pages.ts';

/**
 * The order among all that carry our id. An id may be used again at some exchanges once its order is done: then
 * the order that filled most, else the newest, is the one, and the others are told beside it.
 */
export function foundAmong(orders: readonly ListedOrder[]): FoundOrder {
  const sorted = [...lastById(orders, exchangeIdOf)].sort(mostFilledThenNewest);
  const [best, ...others] = sorted.map(({ report }) => report);
  if (best === undefined) return { kind: 'absent' };
  return { kind: 'found', order: best, ...(others.length > 0 && { alsoFound: others }) };
}

export const exchangeIdOf = ({ report }: ListedOrder): string => report.exchangeOrderId;

function mostFilledThenNewest(a: ListedOrder, b: ListedOrder): number {
  if (isMore(a.report.filledQuantity, b.report.filledQuantity)) return -1;
  if (isMore(b.report.filledQuantity, a.report.filledQuantity)) return 1;
  return b.openedAtMs - a.openedAtMs;
}
