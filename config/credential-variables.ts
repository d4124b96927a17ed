import type { AccountConfig } from '../domain/account-config.ts';
import { namedExchanges } from './exchange-names.ts';

export interface CredentialVariables {
  readonly key: string;
  readonly secret: string;
}

/** `KRAKEN_MASTER_API_KEY`, or `KRAKEN_USER_RETAIL_ONE_API_KEY`, and the same for the secret. */
export function credentialVariablesOf(account: AccountConfig): CredentialVariables {
  const who = account.role === 'master' ? 'MASTER' : `USER_${account.credentialName}`;
  const prefix = `${account.exchange.toUpperCase()}_${who}`;
  return { key: `${prefix}_API_KEY`, secret: `${prefix}_API_SECRET` };
}

const exchanges = namedExchanges.map((name) => name.toUpperCase()).join('|');
const credentialVariable = new RegExp(`^(${exchanges})_(MASTER|USER_.+)_API_(KEY|SECRET)$`);

export const isCredentialVariable = (name: string): boolean => credentialVariable.test(name);
