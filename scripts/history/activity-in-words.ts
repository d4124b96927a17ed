import type { Activities } from '../../activities/index.ts';
import type { ReconcileFindings } from '../../domain/reconcile-findings.ts';
import type { FoundOrder, OrderReport, PlaceOutcome } from '../../domain/order.ts';
import { count } from '../output.ts';

type ResultOf<Name extends keyof Activities> = Awaited<ReturnType<Activities[Name]>>;

/** What came of an activity. */
export function activityResultInWords(name: string, result: unknown): string {
  switch (name) {
    case 'placeOrder':
      return placedInWords((result as ResultOf<'placeOrder'>).outcome);
    case 'findOrder':
      return lookInWords(result as ResultOf<'findOrder'>);
    case 'readAccount':
      return readingInWords(result as ResultOf<'readAccount'>);
    case 'recordDecisions':
      return (result as ResultOf<'recordDecisions'>).isJournaled ? 'written' : 'the journal did not take it yet';
    default:
      return 'done';
  }
}

function placedInWords(outcome: PlaceOutcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return orderInWords(outcome.order);
    case 'rejected':
      return `rejected by the exchange, ${outcome.code}: ${outcome.venueText}`;
    case 'not-sent':
      return `not sent: ${outcome.reason}`;
    case 'unknown':
      return `answer unclear: ${outcome.reason}`;
  }
}

const orderInWords = ({ exchangeOrderId, status, filledQuantity, averagePrice }: OrderReport): string =>
  `order ${exchangeOrderId} ${status}, filled ${filledQuantity}${averagePrice === null ? '' : ` at ${averagePrice}`}`;

function foundInWords(found: FoundOrder): string {
  if (found.kind === 'absent') return 'the exchange has no such order';
  const others = (found.alsoFound ?? []).map((order) => `; ALSO under the same id: ${orderInWords(order)}`);
  return [orderInWords(found.order), ...others].join('');
}

function lookInWords(result: ResultOf<'findOrder'>): string {
  return result.kind === 'answered' ? foundInWords(result.found) : `no answer: ${result.reason}`;
}

function readingInWords(reading: ResultOf<'readAccount'>): string {
  switch (reading.kind) {
    case 'read':
      return [`equity ${reading.snapshot.equityUsd ?? 'unknown'} USD`, ...findingsInWords(reading.findings)].join(', ');
    case 'credentials-missing':
      return 'credentials not set';
    case 'failed':
      return `failed: ${reading.reason}`;
  }
}

/** A history of an earlier version has none. */
function findingsInWords(findings: ReconcileFindings | null | undefined): readonly string[] {
  if (findings == null) return [];
  const { orders, foreignTrades, foreignOrders } = findings;
  const found = [
    [count(orders.length, 'order'), orders],
    [count(foreignTrades.length, 'foreign trade'), foreignTrades],
    [count(foreignOrders.length, 'foreign order'), foreignOrders],
  ] as const;
  return ['reconciled', ...found.filter(([, list]) => list.length > 0).map(([words]) => words)];
}
