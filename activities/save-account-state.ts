import { ApplicationFailure } from '@temporalio/common';
import type { AccountState } from '../domain/account-state.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { schedulingAccountId } from './scheduling-account.ts';

/** Keeps the state of an account that stops, for its next start. Retried until the store takes it. */
export const saveAccountState =
  ({ journal }: Pick<ActivityDeps, 'journal'>) =>
  async (state: AccountState): Promise<void> => {
    const accountId = schedulingAccountId();
    if (state.config.accountId !== accountId) {
      throw ApplicationFailure.nonRetryable(`not the state of account ${accountId}`, 'ForeignState');
    }
    await journal.saveAccountState(state);
  };
