import { dividedBy, isLess, isPositive, minus, rounded, times, type DecimalText } from './decimal.ts';
import type { DecisionRecord, Outcome } from './decision-record.ts';
import type { OrderReport, PlaceOutcome } from './order.ts';
import { fillsWith } from './record-fills.ts';

type Changes = Partial<Pick<DecisionRecord, 'outcome' | 'code' | 'context' | 'settledAtMs' | 'delayMs'>>;

const revised = (record: DecisionRecord, changes: Changes): DecisionRecord => ({
  ...record,
  ...changes,
  revision: record.revision + 1,
});

/** The record once nothing more will be sent for it. */
export const recordEnded = (
  record: DecisionRecord,
  outcome: Outcome,
  code: string,
  context: string,
  nowMs: number,
): DecisionRecord => revised(record, { outcome, code, context, settledAtMs: nowMs });

/**
 * The record with what the exchange says of its order: reports are cumulative.
 * @param filledAtMs by the account's own clock
 */
export function recordWithReport(
  record: DecisionRecord,
  report: OrderReport,
  nowMs: number,
  filledAtMs: number = nowMs,
): DecisionRecord {
  const isFinal = report.status !== 'open';
  const fills = fillsWith(record, report, filledAtMs);
  return {
    ...revised(record, { ...outcomeOf(record, report), settledAtMs: isFinal ? nowMs : null }),
    exchangeOrderId: report.exchangeOrderId,
    filledQuantity: report.filledQuantity,
    averagePrice: report.averagePrice,
    feeAsset: report.feeAsset,
    feeAmount: report.feeAmount,
    tradeIds: report.tradeIds,
    ...(fills.length === 0 ? {} : { filledCost: report.cost, fills }),
    slippageBps: slippageBps(record, report.averagePrice),
  };
}

/** The record after one `placeOrder`, computed alike by the activity that journals it and by the account. */
export function recordAfterPlacing(record: DecisionRecord, outcome: PlaceOutcome, nowMs: number): DecisionRecord {
  switch (outcome.kind) {
    case 'accepted': {
      const sent = { ...record, delayMs: record.delayMs ?? outcome.sentAtMs - record.occurredAtMs };
      // The worker's clock need not be the account's, and a ledger is told in order.
      return recordWithReport(sent, outcome.order, nowMs, record.decidedAtMs);
    }
    case 'rejected':
      return outcome.retryAfterMs === null
        ? recordEnded(record, 'rejected', outcome.code, `exchange=${outcome.venueText}`, nowMs)
        : revised(record, { outcome: 'pending', code: outcome.code, context: `exchange=${outcome.venueText}` });
    case 'not-sent':
      return outcome.reason === 'expired'
        ? recordEnded(record, 'expired', 'INTENT_EXPIRED', '', nowMs)
        : revised(record, { outcome: 'pending', code: 'NOT_SENT', context: `reason=${outcome.reason}` });
    case 'unknown':
      return revised(record, {
        outcome: 'unknown',
        code: 'ANSWER_UNCLEAR',
        context: `reason=${outcome.reason}`,
        delayMs: record.delayMs ?? outcome.sentAtMs - record.occurredAtMs,
      });
  }
}

function outcomeOf(record: DecisionRecord, report: OrderReport): Changes {
  if (report.status === 'open') return { outcome: 'pending', code: null, context: '' };
  if (!isPositive(report.filledQuantity)) {
    const code = record.plan?.type === 'limit-ioc' ? 'PRICE_BEYOND_GUARD' : 'CANCELLED_AT_EXCHANGE';
    return { outcome: 'expired', code, context: `limit=${record.plan?.limitPrice ?? 'none'}` };
  }
  const isPartial = record.plan !== null && isLess(report.filledQuantity, record.plan.quantity);
  return { outcome: isPartial ? 'partial' : 'filled', code: null, context: '' };
}

/** Positive is worse than the master's price; null without a fill or a master price. */
function slippageBps(record: DecisionRecord, averagePrice: DecimalText | null): DecimalText | null {
  const reference = record.masterFill?.averagePrice ?? null;
  if (averagePrice === null || reference === null) return null;
  const worse = record.side === 'buy' ? minus(averagePrice, reference) : minus(reference, averagePrice);
  return rounded(dividedBy(times(worse, '10000'), reference), 2);
}
