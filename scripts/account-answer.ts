import { QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import PQueue from 'p-queue';
import type { AccountStatus } from '../domain/account-status.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { statusQuery } from '../workflows/messages.ts';
import { failureInWords } from './failure-in-words.ts';
import type { WorkflowAccess } from './lockstep-access.ts';

/** What an account's workflow says of itself. */
export type AccountAnswer =
  | { readonly kind: 'running'; readonly status: AccountStatus }
  /** Its last word, when it ran before and a worker can still tell. */
  | { readonly kind: 'stopped'; readonly last: AccountStatus | null }
  | { readonly kind: 'silent'; readonly reason: string };

const usualPatienceMs = 5_000;
const atOnce = 100;

export async function askAccount(
  { client, openWorkflows, within }: WorkflowAccess,
  accountId: string,
  withinMs: number = usualPatienceMs,
): Promise<AccountAnswer> {
  const workflowId = accountWorkflowId(accountId);
  try {
    const status = await within(withinMs, () => openWorkflows.getHandle(workflowId).query(statusQuery));
    return { kind: 'running', status };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'stopped', last: null };
    if (!(error instanceof QueryRejectedError)) return { kind: 'silent', reason: failureInWords(error) };
  }
  const last = within(withinMs, () => client.workflow.getHandle(workflowId).query(statusQuery));
  return { kind: 'stopped', last: await last.catch(() => null) };
}

/** Does the same for every item, many at a time; the results are in the items' order. */
export function forEach<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  return new PQueue({ concurrency: atOnce }).addAll(items.map((item) => () => work(item)));
}
