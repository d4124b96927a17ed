import type { Budget, Urgency } from './budget.ts';
import { ExchangeQueryError } from './exchange.ts';
import type { HttpCall, HttpRequest } from './http-call.ts';
import { parseJson } from './json.ts';
import { redact, secretsOf } from './redact.ts';
import { spend } from './spend.ts';
import type { Json, Venue } from './venue.ts';

interface Downloader {
  readonly venue: Venue;
  readonly http: HttpCall;
  readonly budget: Budget;
}

interface Cost {
  readonly urgency: Urgency;
  readonly weight: number;
  readonly waitMs: number;
}

/**
 * One answer in the exchange's own envelope, whole, for ccxt to read. It waits for the budget, and then for the
 * answer, up to `waitMs` each. Throws {@link ExchangeQueryError}.
 */
export async function download({ venue, http, budget }: Downloader, request: HttpRequest, cost: Cost): Promise<Json> {
  await spend(venue, budget, cost);
  const outcome = await http(request, { timeoutMs: cost.waitMs, sendBeforeMs: null });
  const { pathname } = new URL(request.url);
  if (outcome.kind !== 'answered') {
    throw new ExchangeQueryError('unavailable', `${venue.name} ${pathname}: ${outcome.reason}`);
  }
  const body = parseJson(outcome.body);
  const answer = venue.readAnswer(outcome.status, body);
  if (answer.kind === 'result') return body;
  const errors = answer.kind === 'errors' ? answer.errors : [`HTTP ${outcome.status} without a readable answer`];
  const reason = answer.kind === 'errors' ? venue.queryFailure(errors) : 'unavailable';
  const text = redact(errors.join(', '), secretsOf(request));
  throw new ExchangeQueryError(reason, `${venue.name} ${pathname}: ${text}`);
}
