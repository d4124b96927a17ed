import { ownOrderResult, undecidedResult } from './account-report.ts';
import type { AccountState } from './account-state.ts';
import type { DecisionRecord } from './decision-record.ts';
import { clientOrderIdFor } from './ids.ts';
import { joinedRecord } from './joined-record.ts';
import type { LiquidatedPosition } from './own-order.ts';
import type { Position } from './position.ts';

export const ordersOfRequest = ({ decisions }: AccountState, requestId: string): readonly DecisionRecord[] =>
  decisions.filter(({ intentId }) => intentId === requestId);

/** More may still be sold for it without anybody's doing; an order that waits for a person is not under way. */
export const isRequestUnderWay = ({ inbox, openOrders }: AccountState, requestId: string): boolean =>
  inbox.some(({ intentId }) => intentId === requestId) ||
  openOrders.some(({ record, state }) => record.intentId === requestId && state !== 'needs-review');

/** What became of one position, its orders as one. */
export function liquidatedPosition(
  accountId: string,
  requestId: string,
  { symbol, ownedQuantity }: Position,
  remaining: string,
  records: readonly DecisionRecord[],
): LiquidatedPosition {
  const joined = joinedRecord(records.filter((record) => record.symbol === symbol));
  const leg = joined?.leg ?? `liquidate:${symbol}`;
  const clientOrderId = clientOrderIdFor({ accountId, intentId: requestId, leg });
  const result = joined === undefined ? undecidedResult(clientOrderId) : ownOrderResult(joined, clientOrderId);
  return { ...result, symbol, ownedBefore: ownedQuantity, remaining };
}
