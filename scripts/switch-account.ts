import { setTimeout as delay } from 'node:timers/promises';
import type { SignalDefinition } from '@temporalio/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { AccountStatus } from '../domain/account-status.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { askAccount } from './account-answer.ts';
import { failureInWords } from './failure-in-words.ts';
import type { WorkflowAccess } from './lockstep-access.ts';

const signalWithinMs = 5_000;
const shownWithinMs = 10_000;
const lookEveryMs = 100;

export type Switched =
  | { readonly kind: 'shown'; readonly status: AccountStatus }
  /** Sent, and not visible in time: it takes effect as soon as a worker runs the account. */
  | { readonly kind: 'not-shown'; readonly reason: string }
  | { readonly kind: 'not-sent'; readonly reason: string };

/** Signals a running account and waits until its status shows the change. */
export async function switchAccount<Args extends [unknown, unknown?]>(
  access: WorkflowAccess,
  accountId: string,
  signal: SignalDefinition<Args>,
  args: Args,
  isShown: (status: AccountStatus) => boolean,
): Promise<Switched> {
  const handle = access.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    await access.within(signalWithinMs, () => handle.signal<Args>(signal, ...args));
  } catch (error) {
    return { kind: 'not-sent', reason: error instanceof WorkflowNotFoundError ? 'not running' : failureInWords(error) };
  }
  const deadline = performance.now() + shownWithinMs;
  for (;;) {
    const answer = await askAccount(access, accountId);
    if (answer.kind === 'running' && isShown(answer.status)) return { kind: 'shown', status: answer.status };
    if (performance.now() > deadline) {
      const why = answer.kind === 'running' ? (answer.status.reason ?? 'no reason given') : 'no worker answers';
      return { kind: 'not-shown', reason: `sent, but not in effect after ${shownWithinMs / 1000} s: ${why}` };
    }
    await delay(lookEveryMs);
  }
}
