import type { ExchangeAccount } from '../exchanges/exchange.ts';
import type { Journal } from '../store/journal.ts';

/** Everything activities may use, handed in once by the worker. */
export interface ActivityDeps {
  /** The account's face of its exchange; null when no credential is set for it. */
  readonly exchangeOf: (accountId: string) => ExchangeAccount | null;
  readonly journal: Journal;
}
