import type { CredentialText } from '../config/credential-text.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import type { Settings } from '../config/settings.ts';
import type { AccountConfig, ExchangeName } from '../domain/account-config.ts';
import { openAccount } from '../exchanges/account.ts';
import { credentialOf } from '../exchanges/credential.ts';
import type { ExchangeAccount, MarketData } from '../exchanges/exchange.ts';
import { openMarketData, type SharedExchange } from '../exchanges/market-data.ts';

export type KnownAccounts = Pick<LoadedConfig, 'master' | 'users' | 'credentials'>;

/**
 * What the vault has for an account by now. Undefined: nothing, the environment's counts. Null: something that does not
 * open, so nothing may stand in for it.
 */
export type Vaulted = (account: AccountConfig) => CredentialText | null | undefined;

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
  readonly vaulted?: Vaulted;
}

type Place = Pick<AccountConfig, 'exchange' | 'sandbox'>;

interface Opened {
  readonly config: AccountConfig;
  readonly credential: CredentialText;
  readonly isVaulted: boolean;
  readonly key: string;
  readonly account: ExchangeAccount;
}

/**
 * Each account's own face of its exchange, opened at first use. Market data is one copy per exchange, and one more for
 * those who trade there for practice. An account that is open keeps the environment's key until this process ends; one
 * that a person changes in the vault is taken over with the next call, and calls under way end with the key they had.
 */
export function exchangeDirectory(
  accounts: KnownAccounts,
  { exchangeUrls }: Pick<Settings, 'exchangeUrls'>,
  { only = null, readAgain, readAgainAfterMs = 3_000, vaulted = () => undefined }: DirectoryOptions = {},
): ExchangeDirectory {
  const markets = new Map<string, SharedExchange>();
  const opened = new Map<string, Opened>();
  /** Two accounts on one key would use each other's nonces, and sell each other's coins. */
  const keyHolders = new Map<string, string>();
  /** By key: whoever uses it again goes on with its nonces. */
  const faces = new Map<string, Pick<Opened, 'credential' | 'account'>>();
  let known = accounts;
  let readAtMs = Number.NEGATIVE_INFINITY;

  const marketsOf = ({ exchange, sandbox = false }: Place): SharedExchange => {
    const place = `${exchange}${sandbox ? ' for practice' : ''}`;
    const baseUrl = exchangeUrls[exchange];
    const data = markets.get(place) ?? openMarketData(exchange, { sandbox, ...(baseUrl !== undefined && { baseUrl }) });
    markets.set(place, data);
    return data;
  };

  const faceOf = (config: AccountConfig, key: string, credential: CredentialText): ExchangeAccount => {
    const before = faces.get(key);
    const shared = marketsOf(config);
    if (before?.credential.apiSecret === credential.apiSecret && before.account.marketData === shared) {
      return before.account;
    }
    const account = openAccount(shared, credentialOf(credential.apiKey, credential.apiSecret));
    if (before !== undefined) account.raiseNonce(before.account.lastNonce);
    faces.set(key, { credential, account });
    return account;
  };

  const open = (accountId: string): ExchangeAccount | null => {
    const config = [known.master, ...known.users].find((one) => one?.accountId === accountId);
    if (config == null) return null;
    const isHeld = only === null ? config.taskQueue === null : only === accountId;
    if (!isHeld) return null;
    const ofVault = vaulted(config);
    const credential = ofVault === undefined ? known.credentials.get(accountId) : ofVault;
    if (credential == null) return null;
    const key = `${config.exchange} ${credential.apiKey}`;
    if ((keyHolders.get(key) ?? accountId) !== accountId) return null;
    const account = faceOf(config, key, credential);
    keyHolders.set(key, accountId);
    opened.set(accountId, { config, credential, isVaulted: ofVault !== undefined, key, account });
    return account;
  };

  /** Null when it is not open, or not with the key that counts by now. */
  const stillOpen = (accountId: string): ExchangeAccount | null => {
    const held = opened.get(accountId);
    if (held === undefined) return null;
    const ofVault = vaulted(held.config);
    // One that does not open says nothing of the key that was right until now.
    const isCurrent =
      ofVault === null || (ofVault === undefined ? !held.isVaulted : isSameCredential(held.credential, ofVault));
    if (isCurrent) return held.account;
    opened.delete(accountId);
    keyHolders.delete(held.key);
    return null;
  };

  return {
    exchangeOf: (accountId) => {
      const account = stillOpen(accountId) ?? open(accountId);
      if (account !== null || readAgain === undefined) return account;
      if (performance.now() - readAtMs < readAgainAfterMs) return null;
      readAtMs = performance.now();
      known = readAgain();
      return open(accountId);
    },
    marketDataOf: (exchange) => marketsOf({ exchange }),
  };
}

const isSameCredential = (one: CredentialText, other: CredentialText): boolean =>
  one.apiKey === other.apiKey && one.apiSecret === other.apiSecret;
