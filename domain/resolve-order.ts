import type { AccountState } from './account-state.ts';
import { withSettled, withTradingState } from './account-transitions.ts';
import { times } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { Settled } from './open-order.ts';
import type { OrderReport } from './order.ts';
import { recordEnded, recordWithReport } from './record-outcome.ts';
import { applyReport, withUnwritten } from './settle.ts';

/** How a person settles an order whose outcome can't be proven. */
export type OrderResolution =
  | { readonly clientOrderId: string; readonly verdict: 'never-existed' }
  | {
      readonly clientOrderId: string;
      readonly verdict: 'filled';
      readonly exchangeOrderId: string;
      readonly filledQuantity: string;
      readonly averagePrice: string;
    };

/** @throws Error when the account has no such order waiting for a person */
export function resolveByPerson(
  state: AccountState,
  resolution: OrderResolution,
  nowMs: number,
): { readonly state: AccountState; readonly record: DecisionRecord } {
  const order = state.openOrders.find((open) => open.record.plan?.clientOrderId === resolution.clientOrderId);
  if (order?.state !== 'needs-review') throw new Error(`no order ${resolution.clientOrderId} needs review`);
  if (resolution.verdict === 'never-existed') {
    const record = recordEnded(order.record, 'rejected', 'RESOLVED_BY_PERSON', 'verdict=never-existed', nowMs);
    return resolved({ state, order: { ...order, record }, isOver: true }, nowMs);
  }
  const report: OrderReport = {
    exchangeOrderId: resolution.exchangeOrderId,
    clientOrderId: resolution.clientOrderId,
    status: 'cancelled',
    filledQuantity: resolution.filledQuantity,
    cost: times(resolution.filledQuantity, resolution.averagePrice),
    averagePrice: resolution.averagePrice,
    feeAsset: null,
    feeAmount: '0',
    tradeIds: [],
  };
  const record = { ...recordWithReport(order.record, report, nowMs), code: 'RESOLVED_BY_PERSON' };
  const applied = applyReport(state, { ...order, record }, report);
  return resolved({ ...applied, isOver: true }, nowMs);
}

/** Settling the last one is the person's way back from what such orders alone had brought about. */
function backToActive(state: AccountState, nowMs: number): AccountState {
  const isBlocked = state.openOrders.some((order) => order.state === 'needs-review');
  return state.automatic?.code === 'ORDER_UNRESOLVED' && !isBlocked ? withTradingState(state, 'active', nowMs) : state;
}

const resolved = (
  settled: Settled,
  nowMs: number,
): { readonly state: AccountState; readonly record: DecisionRecord } => ({
  state: backToActive(withUnwritten(withSettled(settled, nowMs), settled.order.record), nowMs),
  record: settled.order.record,
});
