import type { LoadedConfig } from '../config/load-config.ts';
import type { Settings } from '../config/settings.ts';
import type { AccountConfig, ExchangeName } from '../domain/account-config.ts';
import { credentialOf } from '../exchanges/credential.ts';
import { openAccount } from '../exchanges/account.ts';
import type { ExchangeAccount, MarketData } from '../exchanges/exchange.ts';
import { openMarketData, type SharedExchange } from '../exchanges/market-data.ts';

export type KnownAccounts = Pick<LoadedConfig, 'master' | 'users' | 'credentials'>;

export interface ExchangeDirectory {
  /** The account's own face of its exchange; null when no credential is set for it. */
  exchangeOf(accountId: string): ExchangeAccount | null;
  marketDataOf(exchange: ExchangeName): MarketData;
}

export interface DirectoryOptions {
  /** The one account whose key this process may hold; default: every account without a task queue of its own. */
  readonly only?: string | null;
  /** Reads the configuration again, for accounts and keys that were added since. */
  readonly readAgain?: () => KnownAccounts;
  /** At most so often; default 3 s. */
  readonly readAgainAfterMs?: number;
}

type Place = Pick<AccountConfig, 'exchange' | 'sandbox'>;

/**
 * Each account's own face of its exchange, opened at first use. Market data is one copy per exchange, and one more for
 * those who trade there for practice. An account that is open keeps its key until this process ends.
 */
export function exchangeDirectory(
  accounts: KnownAccounts,
  { exchangeUrls }: Pick<Settings, 'exchangeUrls'>,
  { only = null, readAgain, readAgainAfterMs = 3_000 }: DirectoryOptions = {},
): ExchangeDirectory {
  const markets = new Map<string, SharedExchange>();
  const opened = new Map<string, ExchangeAccount>();
  /** Two accounts on one key would use each other's nonces, and sell each other's coins. */
  const keyHolders = new Map<string, string>();
  let known = accounts;
  let readAtMs = Number.NEGATIVE_INFINITY;

  const marketsOf = ({ exchange, sandbox = false }: Place): SharedExchange => {
    const place = `${exchange}${sandbox ? ' for practice' : ''}`;
    const baseUrl = exchangeUrls[exchange];
    const data = markets.get(place) ?? openMarketData(exchange, { sandbox, ...(baseUrl !== undefined && { baseUrl }) });
    markets.set(place, data);
    return data;
  };

  const open = (accountId: string): ExchangeAccount | null => {
    const place = [known.master, ...known.users].find((one) => one?.accountId === accountId);
    const credential = known.credentials.get(accountId);
    if (place == null || credential === undefined) return null;
    const isHeld = only === null ? place.taskQueue === null : only === accountId;
    if (!isHeld) return null;
    const key = `${place.exchange} ${credential.apiKey}`;
    if ((keyHolders.get(key) ?? accountId) !== accountId) return null;
    keyHolders.set(key, accountId);
    const account = openAccount(marketsOf(place), credentialOf(credential.apiKey, credential.apiSecret));
    opened.set(accountId, account);
    return account;
  };

  return {
    exchangeOf: (accountId) => {
      const account = opened.get(accountId) ?? open(accountId);
      if (account !== null || readAgain === undefined) return account;
      if (performance.now() - readAtMs < readAgainAfterMs) return null;
      readAtMs = performance.now();
      known = readAgain();
      return open(accountId);
    },
    marketDataOf: (exchange) => marketsOf({ exchange }),
  };
}
