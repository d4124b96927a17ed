import type { AccountState, OpenOrder } from './account-state.ts';
import { withEvents, type NewEvent } from './account-events.ts';
import { symbolsToRead } from './account-reads.ts';
import { withSettled } from './account-transitions.ts';
import { isMore, isPositive, minus } from './decimal.ts';
import { withDriftCause } from './drift.ts';
import { listingsSince, mayStillFill, withEnded, withoutOldEnded } from './ended-orders.ts';
import { withHandMadeFills } from './hand-made-fills.ts';
import type { MasterFillReport } from './master-state.ts';
import { afterLook, type Settled } from './open-order.ts';
import type { OrderReport } from './order.ts';
import type { ReconcileFindings, ReconcileRequest } from './reconcile-findings.ts';
import { nextReconcileAt } from './reconcile-schedule.ts';
import { recordWithReport } from './record-outcome.ts';
import { applyReport, withUnwritten } from './settle.ts';
import { tradeKey } from './trade.ts';

export function reconcileRequest(state: AccountState, nowMs: number): ReconcileRequest {
  const unsettled = mayStillFill(state);
  return {
    sinceMs: listingsSince(state, nowMs),
    symbols: [
      ...new Set([
        ...symbolsToRead(state),
        ...Object.keys(state.positions),
        ...unsettled.map(({ record }) => record.symbol),
      ]),
    ],
    clientOrderIds: unsettled.flatMap(({ record }) => record.plan?.clientOrderId ?? []),
    knownForeignIds: state.foreignIds,
  };
}

export interface Reconciled {
  readonly state: AccountState;
  /** Orders of which something new became known. */
  readonly changed: readonly Settled[];
  /** What a person traded by hand on a master's account. */
  readonly byHand: readonly MasterFillReport[];
}

/** Applies what an account did not know of its own orders, each fill once, and records what others did. */
export function afterReconcile(
  before: AccountState,
  findings: ReconcileFindings,
  nowMs: number,
  jitter: number,
): Reconciled {
  const changed: Settled[] = [];
  let state = before;
  for (const report of findings.orders) {
    const settled = openOrderFound(state, report, nowMs) ?? endedOrderFound(state, report, nowMs);
    if (settled === null) continue;
    state = withUnwritten(settled.state, settled.order.record);
    changed.push({ ...settled, state });
  }
  const watched = withHandMadeFills(state, findings.foreignTrades);
  state = withEvents(watched.state, foreignEvents(before, findings), nowMs);
  state = withoutOldEnded(state, findings.atMs);
  return {
    changed,
    byHand: watched.fills,
    state: {
      ...state,
      foreignIds: findings.foreignIds,
      reconciledToMs: findings.atMs,
      nextReconcileAtMs: nextReconcileAt(before.config.role, nowMs, jitter),
    },
  };
}

function openOrderFound(state: AccountState, report: OrderReport, nowMs: number): Settled | null {
  const order = state.openOrders.find((open) => isOf(open, report));
  if (order === undefined) return null;
  const settled = afterLook(state, order, { kind: 'found', order: report }, nowMs, nowMs);
  return settled.order.record === order.record ? null : { ...settled, state: withSettled(settled, nowMs) };
}

/** A fill after the end that was believed: the ledger gets it now, once. */
function endedOrderFound(state: AccountState, report: OrderReport, nowMs: number): Settled | null {
  const order = state.endedOrders.find((ended) => isOf(ended.order, report))?.order;
  if (order === undefined || !isMore(report.filledQuantity, order.applied.quantity)) return null;
  const missed = minus(report.filledQuantity, order.applied.quantity);
  const record = recordWithReport(order.record, report, nowMs);
  const applied = applyReport(state, { ...order, record }, report);
  const settled: Settled = {
    state: applied.state,
    order: { ...applied.order, state: 'accepted', nextLookAtMs: nowMs },
    isOver: report.status !== 'open',
  };
  const event: NewEvent = {
    code: 'MISSED_FILL',
    symbol: record.symbol,
    key: `${report.exchangeOrderId}:${report.filledQuantity}`,
    context: `order=${report.exchangeOrderId} quantity=${missed} trades=${report.tradeIds.join(',')}`,
  };
  const known = withoutEnded(withSettled(settled, nowMs), order);
  const kept = settled.isOver ? withEnded(known, settled.order, nowMs) : known;
  return { ...settled, state: withDriftCause(withEvents(kept, [event], nowMs), record.symbol, 'MISSED_FILL') };
}

const withoutEnded = (state: AccountState, order: OpenOrder): AccountState => ({
  ...state,
  endedOrders: state.endedOrders.filter((ended) => tradeKey(ended.order.record) !== tradeKey(order.record)),
});

const isOf = ({ record }: OpenOrder, report: OrderReport): boolean =>
  record.plan !== null && record.plan.clientOrderId === report.clientOrderId;

function foreignEvents(state: AccountState, findings: ReconcileFindings): NewEvent[] {
  const trades = findings.foreignTrades
    .filter(({ atMs, quantity }) => atMs >= state.ledgerFromMs && isPositive(quantity))
    .map((trade): NewEvent => {
      const context = `side=${trade.side} quantity=${trade.quantity} cost=${trade.cost} order=${trade.exchangeOrderId}`;
      return { code: 'EXTERNAL_TRADE', symbol: trade.symbol, key: trade.tradeId, context, trade };
    });
  const orders = findings.foreignOrders.map(({ report, symbol, side }): NewEvent => ({
    code: 'EXTERNAL_ORDER',
    symbol,
    key: report.exchangeOrderId,
    context: `side=${side} order=${report.exchangeOrderId}`,
  }));
  return [...trades, ...orders];
}
