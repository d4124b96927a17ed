import type { AccountConfig } from '../domain/account-config.ts';
import { configWarning, type ConfigProblem } from './config-problem.ts';
import {
  credentialVariablesOf,
  isCredentialVariable,
  isPracticeVariable,
  practiceVariablesOf,
} from './credential-variables.ts';
import { variable, type Environment } from './environment.ts';

/** Credentials that no account uses: a misspelt name, or a file that is gone. */
export function unclaimedVariables(accounts: readonly AccountConfig[], env: Environment): readonly ConfigProblem[] {
  const claimed = new Set(accounts.flatMap(variablesOf));
  return Object.keys(env)
    .filter((name) => isCredentialVariable(name) || isPracticeVariable(name))
    .filter((name) => variable(env, name) !== null && !claimed.has(name))
    .sort()
    .map((name) => configWarning(`${name}: set, but no account's file uses it`));
}

function variablesOf(account: AccountConfig): readonly string[] {
  const { key, secret } = credentialVariablesOf(account);
  const { own, foreign } = practiceVariablesOf(account);
  return [key, secret, ...(own === null ? [] : [own]), ...foreign];
}
