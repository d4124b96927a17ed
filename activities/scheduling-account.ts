import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { accountIdOf } from '../domain/ids.ts';

/**
 * The account whose workflow scheduled this activity: no argument can name another.
 * @throws ApplicationFailure 'NotAnAccount' (final) for any other workflow
 */
export function schedulingAccountId(): string {
  const { workflowExecution, workflowType } = activityInfo();
  const accountId = accountIdOf(workflowExecution?.workflowId ?? '');
  if (accountId === null || workflowType !== 'accountWorkflow') {
    throw ApplicationFailure.nonRetryable('only an account workflow may act for an account', 'NotAnAccount');
  }
  return accountId;
}
