import type { Activities } from '../../activities/index.ts';
import type { FoundOrder, OrderReport, PlaceOutcome } from '../../domain/order.ts';

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

const foundInWords = (found: FoundOrder): string =>
  found.kind === 'found' ? orderInWords(found.order) : 'the exchange has no such order';

function lookInWords(result: ResultOf<'findOrder'>): string {
  return result.kind === 'answered' ? foundInWords(result.found) : `no answer: ${result.reason}`;
}

function readingInWords(reading: ResultOf<'readAccount'>): string {
  switch (reading.kind) {
    case 'read':
      return `equity ${reading.snapshot.equityUsd ?? 'unknown'} USD`;
    case 'credentials-missing':
      return 'credentials not set';
    case 'failed':
      return `failed: ${reading.reason}`;
  }
}
