import { VenueRefusedQuery } from './ask.ts';
import type { NonceSource } from './nonce.ts';
import type { Venue } from './venue.ts';

/** A source that has counted in nanoseconds is reached by the second query at the latest. */
const refusalsBorne = 6;

/**
 * Asks again, further ahead each time, while the exchange has seen a higher nonce than ours. To be used for queries: an
 * order that is refused for its nonce goes back to its workflow, and the refusal makes the next one higher.
 */
export async function healingNonce<T>(venue: Venue, nonces: NonceSource, query: () => Promise<T>): Promise<T> {
  for (let refusals = 1; ; refusals += 1) {
    try {
      const answer = await query();
      nonces.taken();
      return answer;
    } catch (error) {
      if (!isNonceRefusal(venue, error)) throw error;
      nonces.refused();
      if (refusals >= refusalsBorne) throw error;
    }
  }
}

const isNonceRefusal = (venue: Venue, error: unknown): boolean =>
  venue.countsNonces === true &&
  error instanceof VenueRefusedQuery &&
  venue.refusal(error.errors)?.code === 'INVALID_NONCE';
