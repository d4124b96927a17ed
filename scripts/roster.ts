import { loadConfig, type LoadedConfig } from '../config/load-config.ts';
import type { AccountConfig } from '../domain/account-config.ts';
import { accountIdOf } from '../domain/ids.ts';
import { failureInWords } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { warn } from './output.ts';
import type { Places } from './places.ts';
import { readEdits } from './read-edits.ts';
import { notFound, Refusal } from './refusal.ts';

/** An account that this installation knows: from its file, or because its workflow runs. */
export interface KnownAccount {
  readonly accountId: string;
  /** Null when no readable file describes it. */
  readonly config: AccountConfig | null;
}

export interface Roster {
  readonly config: LoadedConfig;
  /** The master first, then users in the order of their files, then running accounts without a file. */
  readonly accounts: readonly KnownAccount[];
}

const listWithinMs = 5_000;
const runningAccounts = "WorkflowType = 'accountWorkflow' AND ExecutionStatus = 'Running'";

/** Every account by its file, or as it was edited in the browser; mistakes go to stderr, one line each. */
export async function configuredAccounts({ configDir, env, journalUrl }: Places): Promise<LoadedConfig> {
  const config = loadConfig({ configDir, env, ...(await readEdits(journalUrl)) });
  // Warnings are about credentials, and of those only the running worker knows.
  warn(...config.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message));
  return config;
}

export async function readRoster(access: LockstepAccess): Promise<Roster> {
  const running = listRunning(access);
  const config = await access.readConfig();
  const described = [...(config.master === null ? [] : [config.master]), ...config.users];
  const known = new Set(described.map(({ accountId }) => accountId));
  const others = [...(await running)].filter((accountId) => !known.has(accountId)).sort();
  return {
    config,
    accounts: [
      ...described.map((account) => ({ accountId: account.accountId, config: account })),
      ...others.map((accountId) => ({ accountId, config: null })),
    ],
  };
}

/** A list that fails holds nothing up: all but accounts without a file are known anyway. */
async function listRunning({ client, within, tell }: LockstepAccess): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    await within(listWithinMs, async () => {
      for await (const { workflowId } of client.workflow.list({ query: runningAccounts })) {
        found.push(accountIdOf(workflowId) ?? workflowId);
      }
    });
  } catch (error) {
    tell(`accounts without a file could not be listed: ${failureInWords(error)}`);
  }
  return found;
}

/**
 * The accounts of these ids, each once.
 * @throws Refusal one line that names the known ones
 */
export function namedAccounts({ accounts, config }: Roster, ids: readonly string[]): readonly KnownAccount[] {
  return [...new Set(ids)].map((id) => {
    const found = accounts.find(({ accountId }) => accountId === id);
    if (found !== undefined) return found;
    const problem = config.problems.find(({ severity, accountId }) => severity === 'error' && accountId === id);
    if (problem !== undefined) throw new Refusal(`account "${id}" has a mistake in its file: ${problem.message}`);
    const known = accounts.map(({ accountId }) => accountId).join(', ');
    throw notFound(`unknown account "${id}"`, `; known: ${known === '' ? 'none' : known}`);
  });
}

/** The accounts that a command names, or with `--all` the master and every user that isn't disabled. */
export function chosenAccounts(roster: Roster, choice: AccountChoice): readonly KnownAccount[] {
  return choice.all
    ? roster.accounts.filter(({ config }) => config?.enabled !== false)
    : namedAccounts(roster, choice.ids);
}

export interface AccountChoice {
  readonly ids: readonly string[];
  readonly all: boolean;
}
