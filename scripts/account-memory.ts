import { QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import type { AccountState } from '../domain/account-state.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import type { Journal } from '../store/journal.ts';
import { stateQuery } from '../workflows/messages.ts';
import type { WorkflowAccess } from './lockstep-access.ts';

/** An account's whole state: as it runs, or as it was left. */
export interface AccountMemory {
  readonly state: AccountState;
  readonly isRunning: boolean;
}

const answerWithinMs = 5_000;

/** @returns null when the account never ran, or nobody can tell of it now */
export async function accountMemory(
  { client, openWorkflows, within }: WorkflowAccess,
  journal: Pick<Journal, 'loadAccountState'>,
  accountId: string,
): Promise<AccountMemory | null> {
  const workflowId = accountWorkflowId(accountId);
  const leftBehind = (state: AccountState | null): AccountMemory | null =>
    state === null ? null : { state, isRunning: false };
  try {
    const state = await within(answerWithinMs, () => openWorkflows.getHandle(workflowId).query(stateQuery));
    return { state, isRunning: true };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      return leftBehind(await journal.loadAccountState(accountId).catch(() => null));
    }
    if (!(error instanceof QueryRejectedError)) return null;
  }
  try {
    return leftBehind(await within(answerWithinMs, () => client.workflow.getHandle(workflowId).query(stateQuery)));
  } catch {
    return leftBehind(await journal.loadAccountState(accountId).catch(() => null));
  }
}
