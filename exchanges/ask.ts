import type { Sign } from './ccxt-exchange.ts';
import { ExchangeQueryError } from './exchange.ts';
import type { HttpCall } from './http-call.ts';
import { parseJson } from './json.ts';
import { redact, secretsOf } from './redact.ts';
import type { Venue, VenueQuery } from './venue.ts';

export interface Asker {
  readonly venue: Venue;
  readonly http: HttpCall;
  readonly sign: Sign;
  readonly timeoutMs: number;
  /** Spends on a request that follows from an answer; throws {@link ExchangeQueryError} when nothing is left. */
  readonly spend: (weight: number) => Promise<void>;
  /** Never to be seen in an error's text. */
  readonly secrets: readonly string[];
}

/** The errors an exchange answered a query with, kept apart for who can read more from them. */
export class VenueRefusedQuery extends ExchangeQueryError {
  readonly errors: readonly string[];
  constructor(reason: ExchangeQueryError['reason'], message: string, errors: readonly string[]) {
    super(reason, message);
    this.errors = errors;
  }
}

/**
 * Asks once, and on where the venue needs more. The budget of the first request is the caller's matter.
 * Throws {@link ExchangeQueryError} for whatever isn't a readable answer of the exchange's own.
 */
export async function ask<T>(asker: Asker, query: VenueQuery<T>): Promise<T> {
  const { venue } = asker;
  const request = asker.sign(query.request);
  const secrets = [...asker.secrets, ...secretsOf(request)];
  const failed = (reason: ExchangeQueryError['reason'], text: string): ExchangeQueryError =>
    new ExchangeQueryError(reason, redact(`${venue.name} ${query.request.path}: ${text}`, secrets));

  const outcome = await asker.http(request, { timeoutMs: asker.timeoutMs, sendBeforeMs: null });
  if (outcome.kind !== 'answered') throw failed('unavailable', outcome.reason);
  const answer = venue.readAnswer(outcome.status, parseJson(outcome.body));
  if (answer.kind === 'foreign') {
    const reason = outcome.status === 429 ? 'rate-limited' : 'unavailable';
    throw failed(reason, `HTTP ${outcome.status} without an answer of ${venue.name}'s own`);
  }
  if (answer.kind === 'errors') {
    const meant = query.readErrors?.(answer.errors) ?? null;
    if (meant !== null) return meant;
    const { message } = failed('unavailable', answer.errors.join(', '));
    throw new VenueRefusedQuery(venue.queryFailure(answer.errors), message, answer.errors);
  }
  const further = query.further?.(answer.result) ?? null;
  if (further !== null) {
    await asker.spend(further.request.weight ?? 1);
    return ask(asker, further);
  }
  const value = query.read(answer.result);
  if (value === null) throw failed('unavailable', 'the answer can not be read');
  return value;
}
