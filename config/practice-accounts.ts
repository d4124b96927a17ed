import type { PlacedAccount } from './check-account.ts';
import { configError } from './config-problem.ts';
import { practiceVariablesOf } from './credential-variables.ts';
import { variable, type Environment } from './environment.ts';
import type { Sifted } from './refuse-shared.ts';

/** Marks the accounts that trade for practice. One whose variable is doubtful is refused: it might be real money. */
export function markPractice(accounts: readonly PlacedAccount[], env: Environment): Sifted {
  const marked = accounts.map((account) => mark(account, env));
  return {
    kept: marked.flatMap((one) => ('problem' in one ? [] : [one.account])),
    problems: marked.flatMap((one) => ('problem' in one ? [one.problem] : [])),
  };
}

function mark(account: PlacedAccount, env: Environment) {
  const { config, place } = account;
  const { own, foreign } = practiceVariablesOf(config);
  const refused = (text: string) => ({
    problem: configError(`${text}; ${config.accountId} is NOT TRADING`, config.accountId),
  });

  const wrong = foreign.find((name) => !['', 'false'].includes(variable(env, name) ?? ''));
  if (wrong !== undefined) {
    const expectation = own === null ? `${config.exchange} has no accounts for practice` : `the name is ${own}`;
    return refused(`${wrong}: expected not to be set, ${expectation}`);
  }
  const value = own === null ? 'false' : (variable(env, own) ?? 'false');
  if (value !== 'true' && value !== 'false') return refused(`${own ?? ''}: expected true or false`);
  return { account: value === 'true' ? { config: { ...config, sandbox: true }, place } : account };
}
