import { QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import type { AccountState } from '../../domain/account-state.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { forEach } from '../account-answer.ts';
import { failureInWords } from '../failure-in-words.ts';
import { warn } from '../output.ts';
import type { Places } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { configuredAccounts, readRoster, type KnownAccount, type Roster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface KnownLedgers {
  readonly roster: Roster;
  /** What running accounts say of themselves. */
  readonly states: ReadonlyMap<string, AccountState>;
}

const askWithinMs = 5_000;

/** Asks those accounts that run, all or one; without a running Lockstep everything but their last prices is known. */
export async function knownLedgers(places: Places, accountId: string | null): Promise<KnownLedgers> {
  try {
    return await withSession(async (session) => {
      const roster = await readRoster(session);
      const asked = roster.accounts.filter((account) => accountId === null || account.accountId === accountId);
      const states = await forEach(asked, (account) => stateOf(session, account));
      return { roster, states: new Map(states.flatMap((state) => (state === null ? [] : [[idOf(state), state]]))) };
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`last prices are not known: ${error.message}`);
    return { roster: offlineRoster(places), states: new Map() };
  }
}

const idOf = (state: AccountState): string => state.config.accountId;

async function stateOf({ openWorkflows, within }: Session, { accountId }: KnownAccount): Promise<AccountState | null> {
  const handle = openWorkflows.getHandle(accountWorkflowId(accountId));
  try {
    return await within(askWithinMs, () => handle.query(stateQuery));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError) && !(error instanceof QueryRejectedError)) {
      warn(`${accountId} does not tell its prices: ${failureInWords(error)}`);
    }
    return null;
  }
}

function offlineRoster(places: Places): Roster {
  const config = configuredAccounts(places);
  const described = [...(config.master === null ? [] : [config.master]), ...config.users];
  return { config, accounts: described.map((account) => ({ accountId: account.accountId, config: account })) };
}
