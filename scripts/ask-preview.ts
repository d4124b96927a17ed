import type { AccountStatus } from '../domain/account-status.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { previewUpdate, type PreviewRequest } from '../workflows/messages.ts';
import { askAccount } from './account-answer.ts';
import { failureInWords, isNoAnswer } from './failure-in-words.ts';
import type { WorkflowAccess } from './lockstep-access.ts';

export type PreviewAnswer =
  | { readonly kind: 'told'; readonly status: AccountStatus; readonly record: DecisionRecord }
  | { readonly kind: 'unreached'; readonly reason: string };

/** An account looks at its exchange first, after what it has to do anyway. */
const toldWithinMs = 60_000;
/** When hundreds are asked at once, one that runs may be slow to say so. */
const answersWithinMs = 15_000;

/** Asks one account what it would do. Never throws: one that is silent says nothing about the others. */
export async function askPreview(
  access: WorkflowAccess,
  accountId: string,
  request: PreviewRequest,
): Promise<PreviewAnswer> {
  const answer = await askAccount(access, accountId, answersWithinMs);
  if (answer.kind === 'stopped') return { kind: 'unreached', reason: 'not running' };
  if (answer.kind === 'silent') return { kind: 'unreached', reason: answer.reason };
  const handle = access.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    const record = await access.within(toldWithinMs, () => handle.executeUpdate(previewUpdate, { args: [request] }));
    return { kind: 'told', status: answer.status, record };
  } catch (error) {
    const reason = isNoAnswer(error) ? `no answer within ${toldWithinMs / 1000} s` : failureInWords(error);
    return { kind: 'unreached', reason };
  }
}
