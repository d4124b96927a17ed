import type { AccountConfig } from '../domain/account-config.ts';
import type { GlobalLimits } from '../domain/global-state.ts';
import { readAccountFiles } from './account-files.ts';
import { checkAccount } from './check-account.ts';
import type { ConfigProblem } from './config-problem.ts';
import type { CredentialText } from './credential-text.ts';
import { credentialUses, type CredentialUse } from './credential-use.ts';
import { readCredentials } from './credentials.ts';
import type { Environment } from './environment.ts';
import { readGlobalLimits, withEditedLimits, type EditedGlobalLimits } from './global-limits.ts';
import { markPractice } from './practice-accounts.ts';
import { refuseSharedIds, refuseSharedTaskQueues } from './refuse-shared.ts';
import { withStoredAccounts, type StoredEntry } from './stored-accounts.ts';
import { unclaimedVariables } from './unclaimed-variables.ts';

export interface LoadedConfig {
  readonly master: AccountConfig | null;
  /** In the order of their files, those made in the browser last. */
  readonly users: readonly AccountConfig[];
  /** The environment's, by account id, of disabled accounts too. */
  readonly credentials: ReadonlyMap<string, CredentialText>;
  /** Which key each account trades with, the vault's before the environment's; by account id. */
  readonly credentialUses: ReadonlyMap<string, CredentialUse>;
  /** Over all accounts; null: nobody can tell, or their file has a mistake, so those that held before go on holding. */
  readonly globalLimits: GlobalLimits | null;
  /** Of the file alone: where none held before, and to go back to; null: it has a mistake. */
  readonly fileGlobalLimits: GlobalLimits | null;
  readonly problems: readonly ConfigProblem[];
}

export interface ConfigSource {
  readonly configDir: string;
  readonly env: Environment;
  /** Masked keys that the vault holds, by account id: the environment's are not even looked at for these accounts. */
  readonly vault?: ReadonlyMap<string, string>;
  /** Accounts made or edited in the browser: they win over files. */
  readonly stored?: readonly StoredEntry[];
  /** Limits over all accounts that were set in the browser: they win over their file. */
  readonly editedLimits?: EditedGlobalLimits;
}

/**
 * Reads every account and its credential. Never throws: what is wrong with one account is in `problems`
 * and the others load.
 * @param options.env with the project's `.env` in it, see `readEnvironment`
 */
export function loadConfig(options: ConfigSource): LoadedConfig {
  const files = readAccountFiles(options.configDir);
  const checked = files.accounts.map(checkAccount);
  const byId = refuseSharedIds(checked.flatMap((one) => (one.ok ? [one.account] : [])));
  const merged = withStoredAccounts(byId.kept, options.stored ?? []);
  const byQueue = refuseSharedTaskQueues(merged.kept);
  const byPractice = markPractice(byQueue.kept, options.env);
  const file = readGlobalLimits(options.configDir);
  const global = withEditedLimits(options.configDir, file, options.editedLimits ?? { kind: 'known', limits: null });
  const { vault = new Map<string, string>() } = options;
  const others = byPractice.kept.filter(({ config }) => !vault.has(config.accountId));
  const credentials = readCredentials(others, options.env);
  const accounts = byPractice.kept.map(({ config }) => config);
  return {
    master: accounts.find(({ role }) => role === 'master') ?? null,
    users: accounts.filter(({ role }) => role === 'user'),
    credentials: credentials.byAccount,
    credentialUses: credentialUses(credentials.byAccount, vault),
    globalLimits: global.limits,
    fileGlobalLimits: file.limits,
    problems: [
      ...files.problems,
      ...global.problems,
      ...checked.flatMap((one) => (one.ok ? [] : one.problems)),
      ...byId.problems,
      ...merged.problems,
      ...byQueue.problems,
      ...byPractice.problems,
      ...credentials.problems,
      ...unclaimedVariables(
        byQueue.kept.map(({ config }) => config),
        options.env,
      ),
    ],
  };
}
