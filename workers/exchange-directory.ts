import type { LoadedConfig } from '../config/load-config.ts';
import type { Settings } from '../config/settings.ts';
import type { ExchangeName } from '../domain/account-config.ts';
import { credentialOf } from '../exchanges/credential.ts';
import { openAccount } from '../exchanges/account.ts';
import type { ExchangeAccount } from '../exchanges/exchange.ts';
import { openMarketData, type SharedExchange } from '../exchanges/market-data.ts';

/**
 * Each account's own face of its exchange, opened at first use. Market data is one copy per exchange.
 * @param only the one account whose key this process may hold; null: every account without a task queue of its own
 */
export function exchangeDirectory(
  { master, users, credentials }: Pick<LoadedConfig, 'master' | 'users' | 'credentials'>,
  { exchangeUrls }: Pick<Settings, 'exchangeUrls'>,
  only: string | null = null,
): (accountId: string) => ExchangeAccount | null {
  const accounts = [...(master === null ? [] : [master]), ...users];
  const held = accounts.filter((account) => (only === null ? account.taskQueue === null : account.accountId === only));
  const exchangeByAccount = new Map(held.map((account) => [account.accountId, account.exchange]));
  const markets = new Map<ExchangeName, SharedExchange>();
  const opened = new Map<string, ExchangeAccount>();

  const marketsOf = (exchange: ExchangeName): SharedExchange => {
    const baseUrl = exchangeUrls[exchange];
    const data = markets.get(exchange) ?? openMarketData(exchange, baseUrl === undefined ? {} : { baseUrl });
    markets.set(exchange, data);
    return data;
  };

  return (accountId) => {
    const known = opened.get(accountId);
    if (known !== undefined) return known;
    const exchange = exchangeByAccount.get(accountId);
    const credential = credentials.get(accountId);
    if (exchange === undefined || credential === undefined) return null;
    const account = openAccount(marketsOf(exchange), credentialOf(credential.apiKey, credential.apiSecret));
    opened.set(accountId, account);
    return account;
  };
}
