import type { ExchangeAccount } from '../exchanges/exchange.ts';
import type { ActivityDeps } from './activity-deps.ts';

export type AccountExchange =
  | { readonly kind: 'open'; readonly exchange: ExchangeAccount }
  | { readonly kind: 'missing' }
  | { readonly kind: 'elsewhere'; readonly reason: string };

/** An account's face of the exchange that its ledger is of, and of no other, whatever its file says by now. */
export function accountExchange(
  { exchangeOf }: Pick<ActivityDeps, 'exchangeOf'>,
  accountId: string,
  place: string,
): AccountExchange {
  const exchange = exchangeOf(accountId);
  if (exchange === null) return { kind: 'missing' };
  if (exchange.place === place) return { kind: 'open', exchange };
  const reason =
    `its file names ${exchange.place} now, its positions are at ${place}: ` +
    'close them there first, or give the new account a user_id of its own';
  return { kind: 'elsewhere', reason };
}
