import { ExchangeQueryError } from '../exchanges/exchange.ts';

/** The failure as the account's workflow may see it; anything else is a fault of ours and is thrown on. */
export function queryFailure(error: unknown): ExchangeQueryError {
  if (error instanceof ExchangeQueryError) return error;
  throw error;
}
