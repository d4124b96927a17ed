import Big from 'big.js';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { BookOrder } from '../../simulator/control-client.ts';
import type { AccountEvidence } from './evidence.ts';

/** The journal against the exchange's book, order by order. */
export function orderDifferences({ records, orders, state }: AccountEvidence): readonly string[] {
  const reviewed = new Set(
    state.openOrders.filter((order) => order.state === 'needs-review').map(({ record }) => record.plan?.clientOrderId),
  );
  const byId = new Map(
    records.flatMap((record) => (record.plan === null ? [] : [[record.plan.clientOrderId, record]])),
  );
  const strange = orders.filter(({ clientOrderId }) => clientOrderId === null || !byId.has(clientOrderId));
  return [
    ...strange.map(({ txid }) => `order ${txid} is at the exchange and no decision in the journal asked for it`),
    ...[...byId].flatMap(([clientOrderId, record]) => {
      if (reviewed.has(clientOrderId)) return [];
      const booked = orders.filter((order) => order.clientOrderId === clientOrderId);
      return differences(record, booked).map((what) => `${record.side} of ${record.intentId}: ${what}`);
    }),
  ];
}

function differences(record: DecisionRecord, booked: readonly BookOrder[]): readonly string[] {
  const filled = booked.reduce((sum, order) => sum.plus(order.filled), new Big(0));
  const fee = booked.reduce((sum, order) => sum.plus(order.fee), new Big(0));
  const trades = booked.flatMap((order) => order.trades.map(({ id }) => id)).sort();
  const wanted = booked.reduce((sum, order) => sum.plus(order.volume), new Big(0));
  const outcome = filled.eq(0) ? 'nothing filled' : filled.lt(wanted) ? 'partial' : 'filled';
  const said = record.outcome === 'filled' || record.outcome === 'partial' ? record.outcome : 'nothing filled';
  return [
    ...(booked.some(({ status }) => status === 'open') ? ['its order is still open at the exchange'] : []),
    ...(booked.length === 0 && record.exchangeOrderId !== null ? ['its order is not at the exchange'] : []),
    ...(said === outcome ? [] : [`journal says ${record.outcome} ${record.code ?? ''}, the exchange ${outcome}`]),
    ...(filled.eq(record.filledQuantity)
      ? []
      : [`journal has ${record.filledQuantity} filled, the exchange ${filled.toFixed()}`]),
    ...(fee.eq(record.feeAmount) ? [] : [`journal has a fee of ${record.feeAmount}, the exchange ${fee.toFixed()}`]),
    ...(trades.join() === [...record.tradeIds].sort().join()
      ? []
      : [`journal has trades ${record.tradeIds.join()}, the exchange ${trades.join()}`]),
  ];
}
