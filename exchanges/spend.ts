import type { Budget, Urgency } from './budget.ts';
import { ExchangeQueryError } from './exchange.ts';
import type { Venue } from './venue.ts';

/** Waits until a query may leave. Throws {@link ExchangeQueryError} when that takes too long: nothing was asked. */
export async function spend(
  { name }: Venue,
  budget: Budget,
  { urgency, weight, waitMs }: { readonly urgency: Urgency; readonly weight: number; readonly waitMs: number },
): Promise<void> {
  if ((await budget.take(urgency, weight, waitMs)) !== null) return;
  const text = `${name}: nothing was asked, as its limit for this address is used up`;
  throw new ExchangeQueryError('rate-limited', text);
}
