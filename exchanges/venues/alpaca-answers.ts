import { field, isRecord, textOf } from '../json.ts';
import type { Json, VenueAnswer } from '../venue.ts';

/**
 * Alpaca has no envelope of its own: a result is plain JSON with status 200, the answer to a cancel an empty 204,
 * and a refusal a 4xx with `message` and mostly `code`, which is read as `"<code or status> <message>"`.
 */
export function readAlpacaAnswer(status: number, body: Json): VenueAnswer {
  if (status === 204 && body === undefined) return { kind: 'result', result: null };
  const message = textOf(field(body, 'message'));
  if (status === 200) {
    const isResult = Array.isArray(body) || (isRecord(body) && message === null);
    return isResult ? { kind: 'result', result: body } : { kind: 'foreign' };
  }
  // An order beside a refusal contradicts it: nothing is proven then.
  if (status < 400 || status > 499 || message === null || field(body, 'id') !== undefined) return { kind: 'foreign' };
  const code = field(body, 'code');
  if (code === undefined) return { kind: 'errors', errors: [`${status} ${message}`] };
  return typeof code === 'string' && /^4\d{7}$/.test(code)
    ? { kind: 'errors', errors: [`${code} ${message}`] }
    : { kind: 'foreign' };
}
