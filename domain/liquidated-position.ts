import { undecidedResult, ownOrderResult } from './account-report.ts';
import type { AccountState } from './account-state.ts';
import { dividedBy, isPositive, plus, times } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import { clientOrderIdFor } from './ids.ts';
import type { LiquidatedPosition } from './own-order.ts';
import type { Position } from './position.ts';

export const ordersOfRequest = ({ decisions }: AccountState, requestId: string): readonly DecisionRecord[] =>
  decisions.filter(({ intentId }) => intentId === requestId);

/** More may still be sold for it without anybody's doing; an order that waits for a person is not under way. */
export const isRequestUnderWay = ({ inbox, openOrders }: AccountState, requestId: string): boolean =>
  inbox.some(({ intentId }) => intentId === requestId) ||
  openOrders.some(({ record, state }) => record.intentId === requestId && state !== 'needs-review');

/** What became of one position, its orders as one: the sum of what they sold, and how the last one ended. */
export function liquidatedPosition(
  accountId: string,
  requestId: string,
  { symbol, ownedQuantity }: Position,
  remaining: string,
  records: readonly DecisionRecord[],
): LiquidatedPosition {
  const orders = records
    .filter((record) => record.symbol === symbol)
    .sort((one, other) => one.decidedAtMs - other.decidedAtMs);
  const first = orders[0];
  const last = orders.at(-1);
  const clientOrderId = clientOrderIdFor({ accountId, intentId: requestId, leg: first?.leg ?? `liquidate:${symbol}` });
  if (first === undefined || last === undefined) {
    return { ...undecidedResult(clientOrderId), symbol, ownedBefore: ownedQuantity, remaining };
  }
  const sold = orders.map(({ filledQuantity }) => filledQuantity).reduce(plus, '0');
  const proceeds = orders
    .map(({ filledQuantity, averagePrice }) => times(filledQuantity, averagePrice ?? '0'))
    .reduce(plus, '0');
  return {
    ...ownOrderResult(last, clientOrderId),
    quantity: first.plan?.quantity ?? '0',
    filledQuantity: sold,
    averagePrice: isPositive(sold) ? dividedBy(proceeds, sold) : last.averagePrice,
    symbol,
    ownedBefore: ownedQuantity,
    remaining,
  };
}
