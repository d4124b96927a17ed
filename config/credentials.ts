import type { AccountConfig } from '../domain/account-config.ts';
import type { PlacedAccount } from './check-account.ts';
import { configError, configWarning, type ConfigProblem } from './config-problem.ts';
import { keyForm, secretFormOf } from './credential-form.ts';
import { credentialText, type CredentialText } from './credential-text.ts';
import { credentialVariablesOf } from './credential-variables.ts';
import { variable, type Environment } from './environment.ts';
import { groupsOfSeveral, placesOf } from './refuse-shared.ts';

export interface Credentials {
  readonly byAccount: ReadonlyMap<string, CredentialText>;
  readonly problems: readonly ConfigProblem[];
}

type Found =
  | { readonly kind: 'credential'; readonly account: PlacedAccount; readonly credential: CredentialText }
  | { readonly kind: 'none'; readonly problems: readonly ConfigProblem[] };

/** Gives each account the credential the environment holds for it; a doubtful one is given to nobody. */
export function readCredentials(accounts: readonly PlacedAccount[], env: Environment): Credentials {
  const claimedTwice = groupsOfSeveral(accounts, ({ config }) => credentialVariablesOf(config).key);
  const doubtful = new Set(claimedTwice.flatMap(([, group]) => group));
  const found = accounts.filter((account) => !doubtful.has(account)).map((account) => readCredential(account, env));
  const credentials = found.filter((one) => one.kind === 'credential');

  const usedTwice = groupsOfSeveral(credentials, ({ account, credential }) =>
    JSON.stringify([account.config.exchange, credential.apiKey]),
  );
  const refused = new Set(usedTwice.flatMap(([, group]) => group));

  return {
    byAccount: new Map(
      credentials
        .filter((one) => !refused.has(one))
        .map(({ account, credential }) => [account.config.accountId, credential]),
    ),
    problems: [
      ...claimedTwice.flatMap(([key, group]) => group.map(({ config }) => sharedName(key, group, config))),
      ...found.flatMap((one) => (one.kind === 'none' ? one.problems : [])),
      ...usedTwice.flatMap(([, group]) => {
        const configs = group.map(({ account }) => account.config);
        return configs.map((config) => sharedKey(configs, config));
      }),
    ],
  };
}

function readCredential(account: PlacedAccount, env: Environment): Found {
  const { config, place } = account;
  const names = credentialVariablesOf(config);
  const key = variable(env, names.key);
  const secret = variable(env, names.secret);
  const without = (...problems: readonly ConfigProblem[]): Found => ({ kind: 'none', problems });

  if (key === null && secret === null) {
    const message = `${place}: ${idle(config)} (credentials not set), expected ${names.key} and ${names.secret}`;
    return config.enabled ? without(configWarning(message, config.accountId)) : without();
  }
  if (key === null || secret === null) {
    const [set, missing] = key === null ? [names.secret, names.key] : [names.key, names.secret];
    return without(configError(`${missing}: missing, expected beside ${set}; ${idle(config)}`, config.accountId));
  }
  const malformed = (name: string, expectation: string): Found =>
    without(configError(`${name}: expected ${expectation}; ${idle(config)}`, config.accountId));
  const secretForm = secretFormOf(config.exchange);
  const [apiKey, apiSecret] = [keyForm.read(key), secretForm.read(secret)];
  if (apiKey === null) return malformed(names.key, keyForm.expectation);
  if (apiSecret === null) return malformed(names.secret, secretForm.expectation);
  return { kind: 'credential', account, credential: credentialText(apiKey, apiSecret) };
}

function sharedName(key: string, group: readonly PlacedAccount[], config: AccountConfig): ConfigProblem {
  const message = `${placesOf(group)}: credential_name: expected one for each account, each would trade with ${key}`;
  return configError(`${message}; ${idle(config)}`, config.accountId);
}

function sharedKey(sharers: readonly AccountConfig[], config: AccountConfig): ConfigProblem {
  const names = sharers.map((sharer) => credentialVariablesOf(sharer).key).join(' and ');
  return configError(`${names}: expected different keys, found the same; ${idle(config)}`, config.accountId);
}

const idle = (config: AccountConfig): string => `${config.accountId} is NOT TRADING`;
