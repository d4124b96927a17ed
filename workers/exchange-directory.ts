import type { LoadedConfig } from '../config/load-config.ts';
import type { Settings } from '../config/settings.ts';
import type { AccountConfig } from '../domain/account-config.ts';
import { credentialOf } from '../exchanges/credential.ts';
import { openAccount } from '../exchanges/account.ts';
import type { ExchangeAccount } from '../exchanges/exchange.ts';
import { openMarketData, type SharedExchange } from '../exchanges/market-data.ts';

type Place = Pick<AccountConfig, 'exchange' | 'sandbox'>;

/**
 * Each account's own face of its exchange, opened at first use. Market data is one copy per exchange, and one more for
 * those who trade there for practice.
 * @param only the one account whose key this process may hold; null: every account without a task queue of its own
 */
export function exchangeDirectory(
  { master, users, credentials }: Pick<LoadedConfig, 'master' | 'users' | 'credentials'>,
  { exchangeUrls }: Pick<Settings, 'exchangeUrls'>,
  only: string | null = null,
): (accountId: string) => ExchangeAccount | null {
  const accounts = [...(master === null ? [] : [master]), ...users];
  const held = accounts.filter((account) => (only === null ? account.taskQueue === null : account.accountId === only));
  const placeByAccount = new Map<string, Place>(held.map((account) => [account.accountId, account]));
  const markets = new Map<string, SharedExchange>();
  const opened = new Map<string, ExchangeAccount>();

  const marketsOf = ({ exchange, sandbox = false }: Place): SharedExchange => {
    const place = `${exchange}${sandbox ? ' for practice' : ''}`;
    const baseUrl = exchangeUrls[exchange];
    const data = markets.get(place) ?? openMarketData(exchange, { sandbox, ...(baseUrl !== undefined && { baseUrl }) });
    markets.set(place, data);
    return data;
  };

  return (accountId) => {
    const known = opened.get(accountId);
    if (known !== undefined) return known;
    const place = placeByAccount.get(accountId);
    const credential = credentials.get(accountId);
    if (place === undefined || credential === undefined) return null;
    const account = openAccount(marketsOf(place), credentialOf(credential.apiKey, credential.apiSecret));
    opened.set(accountId, account);
    return account;
  };
}
