import type { ExchangeName } from '../domain/account-config.ts';
import type { Credential } from './credential.ts';
import type { Venue } from './venue.ts';
import { alpaca } from './venues/alpaca.ts';
import { binance } from './venues/binance.ts';
import { coinbase } from './venues/coinbase.ts';
import { kraken } from './venues/kraken.ts';

const venues: Readonly<Record<ExchangeName, Venue>> = { kraken, coinbase, alpaca, binance };

export const venueOf = (name: ExchangeName): Venue => venues[name];

/** What is wrong with a credential's form, in words that don't show it; null: nothing. */
export const credentialProblem = (
  exchange: ExchangeName,
  credential: Pick<Credential, 'apiKey' | 'apiSecret'>,
): string | null => venueOf(exchange).credentialProblem(credential);
