import type { ExchangeName } from '../domain/account-config.ts';
import type { ExchangeAccount, MarketData } from '../exchanges/exchange.ts';
import type { Journal } from '../store/journal.ts';

/** Everything activities may use, handed in once by the worker. */
export interface ActivityDeps {
  /** The account's face of its exchange; null when no credential is set for it. */
  readonly exchangeOf: (accountId: string) => ExchangeAccount | null;
  /** Public data of an exchange; never of its place for practice. */
  readonly marketDataOf: (exchange: ExchangeName) => MarketData;
  readonly journal: Journal;
}
