import { QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import type { AccountState } from '../../domain/account-state.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { forEach } from '../account-answer.ts';
import { failureInWords } from '../failure-in-words.ts';
import type { LockstepAccess } from '../lockstep-access.ts';
import { warn } from '../output.ts';
import type { Places } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { configuredAccounts, readRoster, type KnownAccount, type Roster } from '../roster.ts';
import { withSession } from '../session.ts';

export interface KnownLedgers {
  readonly roster: Roster;
  /** What running accounts say of themselves. */
  readonly states: ReadonlyMap<string, AccountState>;
}

const askWithinMs = 5_000;

/** Asks those accounts that run, all (null) or some; without a running Lockstep all but their last prices is known. */
export async function knownLedgers(places: Places, ids: readonly string[] | null): Promise<KnownLedgers> {
  try {
    return await withSession(async (session) => readLedgers(session, await readRoster(session), ids));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`last prices are not known: ${error.message}`);
    return { roster: await offlineRoster(places), states: new Map() };
  }
}

export async function readLedgers(
  access: LockstepAccess,
  roster: Roster,
  ids: readonly string[] | null,
): Promise<KnownLedgers> {
  const asked = roster.accounts.filter(({ accountId }) => ids === null || ids.includes(accountId));
  const states = await forEach(asked, (account) => stateOf(access, account));
  return { roster, states: new Map(states.flatMap((state) => (state === null ? [] : [[idOf(state), state]]))) };
}

const idOf = (state: AccountState): string => state.config.accountId;

async function stateOf(
  { openWorkflows, within, tell }: LockstepAccess,
  { accountId }: KnownAccount,
): Promise<AccountState | null> {
  const handle = openWorkflows.getHandle(accountWorkflowId(accountId));
  try {
    return await within(askWithinMs, () => handle.query(stateQuery));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError) && !(error instanceof QueryRejectedError)) {
      tell(`${accountId} does not tell its prices: ${failureInWords(error)}`);
    }
    return null;
  }
}

async function offlineRoster(places: Places): Promise<Roster> {
  const config = await configuredAccounts(places);
  const described = [...(config.master === null ? [] : [config.master]), ...config.users];
  return { config, accounts: described.map((account) => ({ accountId: account.accountId, config: account })) };
}
