import { field, isRecord, textOf } from '../json.ts';
import type { Json, VenueAnswer } from '../venue.ts';

/** The field by which each of Coinbase's good answers is known; `data` is that of its older interface. */
const resultFields = ['results', 'orders', 'order', 'fills', 'accounts', 'products', 'candles', 'can_trade', 'data'];

/**
 * 2xx: a result, or an order's `success: false`. 4xx: an error of Coinbase's own form; 401 comes as bare text.
 * Everything else, 5xx above all, says nothing.
 */
export function readAnswer(status: number, body: Json): VenueAnswer {
  if (status === 200) return isRecord(body) ? readGood(body) : { kind: 'foreign' };
  if (status === 401) return { kind: 'errors', errors: [`UNAUTHENTICATED: ${messageOf(body) ?? 'Unauthorized'}`] };
  if (status < 400 || status > 499) return { kind: 'foreign' };
  const errors = errorsOf(body);
  return errors.length === 0 ? { kind: 'foreign' } : { kind: 'errors', errors };
}

function readGood(body: Json): VenueAnswer {
  const success = field(body, 'success');
  if (success === undefined) {
    const isOwn = resultFields.some((name) => field(body, name) !== undefined);
    return isOwn ? { kind: 'result', result: body } : { kind: 'foreign' };
  }
  if (success === true) return { kind: 'result', result: body };
  // A refusal beside an order contradicts itself: nothing is proven then.
  if (success !== false || orderIdOf(body) !== null) return { kind: 'foreign' };
  return { kind: 'errors', errors: refusalOf(body) };
}

/** Where an answer to a new order names it; older answers did so twice. Null: nowhere, or two different ones. */
export function orderIdOf(body: Json): string | null {
  const ids = [field(field(body, 'success_response'), 'order_id'), field(body, 'order_id')].map(textOf);
  const named = [...new Set(ids.filter((id) => id !== null))];
  return named.length === 1 ? (named[0] ?? null) : null;
}

const reasonFields = ['new_order_failure_reason', 'error', 'preview_failure_reason'];
const nameless = /^UNKNOWN_|^$/;

/** Every reason that is named; of an order refused by its preview only `preview_failure_reason` is. */
function refusalOf(body: Json): readonly string[] {
  const response = field(body, 'error_response');
  const reasons = reasonFields.map((name) => textOf(field(response, name)) ?? '').filter((one) => !nameless.test(one));
  const message = messageOf(response);
  const named = reasons.length === 0 ? ['UNKNOWN_FAILURE_REASON'] : [...new Set(reasons)];
  return named.map((reason, place) => (place === 0 && message !== null ? `${reason}: ${message}` : reason));
}

/** `{ error, message }`, or the older interface's `{ errors: [{ id, message }] }`. */
function errorsOf(body: Json): readonly string[] {
  const listed = field(body, 'errors');
  const rows = Array.isArray(listed) ? (listed as readonly Json[]) : [body];
  return rows.flatMap((row) => {
    const name = textOf(field(row, 'error')) ?? textOf(field(row, 'id'));
    const message = messageOf(row);
    return name === null || message === null ? [] : [`${name}: ${message}`];
  });
}

const messageOf = (row: Json): string | null => textOf(field(row, 'message')) ?? textOf(field(row, 'error_details'));
