import type { AccountConfig, ExchangeName } from '../domain/account-config.ts';
import { namedExchanges } from './exchange-names.ts';

export interface CredentialVariables {
  readonly key: string;
  readonly secret: string;
}

/** `KRAKEN_MASTER_API_KEY`, or `KRAKEN_USER_RETAIL_ONE_API_KEY`, and the same for the secret. */
export function credentialVariablesOf(account: AccountConfig): CredentialVariables {
  const prefix = prefixOf(account);
  return { key: `${prefix}_API_KEY`, secret: `${prefix}_API_SECRET` };
}

/** What each exchange calls its place for practice; null: it has none. */
const practiceWords = { kraken: null, binance: 'TESTNET', coinbase: null, alpaca: 'PAPER' } as const satisfies Readonly<
  Record<ExchangeName, string | null>
>;

export interface PracticeVariables {
  /** `ALPACA_USER_RETAIL_ONE_PAPER`; null: the exchange has no place for practice. */
  readonly own: string | null;
  /** Set by mistake, such as `ALPACA_USER_RETAIL_ONE_TESTNET`: whoever sets one must not find real money traded. */
  readonly foreign: readonly string[];
}

export function practiceVariablesOf(account: AccountConfig): PracticeVariables {
  const prefix = prefixOf(account);
  const word = practiceWords[account.exchange];
  return {
    own: word === null ? null : `${prefix}_${word}`,
    foreign: ['PAPER', 'TESTNET', 'SANDBOX'].filter((other) => other !== word).map((other) => `${prefix}_${other}`),
  };
}

const prefixOf = ({ exchange, role, credentialName }: AccountConfig): string =>
  `${exchange.toUpperCase()}_${role === 'master' ? 'MASTER' : `USER_${credentialName}`}`;

const exchanges = namedExchanges.map((name) => name.toUpperCase()).join('|');
const credentialVariable = new RegExp(`^(${exchanges})_(MASTER|USER_.+)_API_(KEY|SECRET)$`);
const practiceVariable = new RegExp(`^(${exchanges})_(MASTER|USER_.+)_(PAPER|TESTNET|SANDBOX)$`);

export const isCredentialVariable = (name: string): boolean => credentialVariable.test(name);

export const isPracticeVariable = (name: string): boolean => practiceVariable.test(name);
