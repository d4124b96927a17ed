import { dividedBy, isPositive, plus } from './decimal.ts';
import type { OrderReport } from './order.ts';

/** Several orders at the exchange under one client order id, as one: what each filled is ours. Null without any. */
export function combinedReport(reports: readonly OrderReport[]): OrderReport | null {
  const [first, ...others] = reports;
  if (first === undefined || others.length === 0) return first ?? null;
  return others.reduce(joined, first);
}

function joined(one: OrderReport, other: OrderReport): OrderReport {
  const filledQuantity = plus(one.filledQuantity, other.filledQuantity);
  const cost = plus(one.cost, other.cost);
  return {
    ...one,
    status: one.status === 'open' ? 'open' : other.status,
    filledQuantity,
    cost,
    averagePrice: isPositive(filledQuantity) ? dividedBy(cost, filledQuantity) : null,
    feeAsset: one.feeAsset ?? other.feeAsset,
    feeAmount: plus(one.feeAmount, other.feeAmount),
    tradeIds: [...new Set([...one.tradeIds, ...other.tradeIds])],
  };
}
