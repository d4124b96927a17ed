import { accountWorkflowId } from '../domain/ids.ts';
import type { OwnOrderRequest, OwnOrderResult } from '../domain/own-order.ts';
import { submitOrderUpdate } from '../workflows/messages.ts';
import { asRefusal, failureInWords, isNoAnswer } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { unavailable } from './refusal.ts';
import { requireRunning } from './require-running.ts';

const resultWithinMs = 130_000;

/** @throws Refusal when the account is unknown, doesn't run, or has no outcome in time */
export async function orderForAccount(
  access: LockstepAccess,
  accountId: string,
  request: OwnOrderRequest,
): Promise<OwnOrderResult> {
  await requireRunning(access, accountId);
  const handle = access.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    return await access.within(resultWithinMs, () =>
      handle.executeUpdate(submitOrderUpdate, { args: [request], updateId: request.orderId }),
    );
  } catch (error) {
    if (!isNoAnswer(error)) throw asRefusal(error, `${accountId}: ${failureInWords(error)}`);
    throw unavailable(
      `${accountId}: no outcome after ${resultWithinMs / 1000} s: the order may still be placed, look at "status ${accountId}"`,
    );
  }
}
