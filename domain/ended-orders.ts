import type { AccountState, OpenOrder } from './account-state.ts';
import { isLess } from './decimal.ts';
import { tradeKey } from './trade.ts';

const endedKept = 50;
/** An exchange may take this long to list a fill. */
const listedWithinMs = 120_000;

/** An order that was, or may have been, at the exchange and filled less than planned may still turn out to have filled. */
export function withEnded(state: AccountState, order: OpenOrder, endedAtMs: number): AccountState {
  const { plan } = order.record;
  if (plan === null || !isLess(order.applied.quantity, plan.quantity)) return state;
  const others = state.endedOrders.filter((ended) => tradeKey(ended.order.record) !== tradeKey(order.record));
  return { ...state, endedOrders: [...others, { order, endedAtMs }].slice(-endedKept) };
}

/** Once a reconcile well after its end has shown nothing new, an order's story is over. */
export const withoutOldEnded = (state: AccountState, reconciledAtMs: number): AccountState => ({
  ...state,
  endedOrders: state.endedOrders.filter(({ endedAtMs }) => reconciledAtMs - endedAtMs < listedWithinMs),
});

/** Orders of which the exchange may yet tell something new. */
export const mayStillFill = (state: AccountState): readonly OpenOrder[] => [
  ...state.openOrders,
  ...state.endedOrders.map(({ order }) => order),
];

/** The start of listings that can show everything new: what is listed late included. */
export function listingsSince(state: AccountState, nowMs: number): number {
  const unsettled = mayStillFill(state);
  const earliest = Math.min(state.reconciledToMs, ...unsettled.map(({ sinceMs }) => sinceMs)) - listedWithinMs;
  return Math.max(earliest, nowMs - longestListingMs);
}

/** After a long standstill a person's own trades could fill a hundred pages. */
const longestListingMs = 24 * 60 * 60 * 1000;
