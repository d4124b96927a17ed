import { dividedBy, isPositive, smaller } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { TradeIntent } from './trade-intent.ts';

/** A record that ends in an order, sent or only observed. */
export const wouldOrder = (
  record: DecisionRecord,
): record is DecisionRecord & { readonly plan: NonNullable<DecisionRecord['plan']> } =>
  record.plan !== null && (record.outcome === 'pending' || record.outcome === 'observed');

/**
 * What followers would be told if the master's order filled whole, at the price it was decided by.
 * @param record what the master's own account would do
 * @returns null when it would not order
 */
export function previewIntent(record: DecisionRecord, occurredAtMs: number): TradeIntent | null {
  if (!wouldOrder(record)) return null;
  const { basis, plan, side, symbol, kind, intentId, outcome } = record;
  const isEntry = kind === 'entry';
  const owned = basis.ownedQuantity;
  return {
    intentId,
    sequence: 0,
    epochMs: 0,
    symbol,
    side,
    kind,
    masterFill: basis.referencePrice === null ? null : { quantity: plan.quantity, averagePrice: basis.referencePrice },
    masterEquityBefore: isEntry ? basis.equityUsd : null,
    exitFraction: isEntry ? null : isPositive(owned) ? smaller('1', dividedBy(plan.quantity, owned)) : '1',
    simulated: outcome === 'observed',
    occurredAtMs,
  };
}
