import type { Budget } from './budget.ts';
import type { HttpCall } from './http-call.ts';
import { parseJson } from './json.ts';
import type { Venue } from './venue.ts';

/** When the exchange names no time. 418 is a ban, by Binance's own words from two minutes on. */
const waitMs = (status: number): number => (status === 418 ? 120_000 : 10_000);
const tooMany = (status: number): boolean => status === 429 || status === 418;

/** A refusal of the whole address is everyone's to heed: asking on would prolong it. */
export const heedingRefusals =
  (http: HttpCall, venue: Venue, budget: Budget): HttpCall =>
  async (request, limits) => {
    const outcome = await http(request, limits);
    if (outcome.kind !== 'answered' || outcome.status === 200) return outcome;
    const { status, body, retryAfterMs } = outcome;
    if (refuses(venue, status, body)) budget.pause(retryAfterMs ?? waitMs(status));
    return outcome;
  };

function refuses(venue: Venue, status: number, body: string): boolean {
  if (venue.refusesAddress === undefined) return tooMany(status);
  const answer = venue.readAnswer(status, parseJson(body));
  return venue.refusesAddress(status, answer.kind === 'errors' ? answer.errors : []);
}
