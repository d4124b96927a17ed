import { accountWorkflowId } from '../domain/ids.ts';
import type { OwnOrderRequest, OwnOrderResult } from '../domain/own-order.ts';
import { submitOrderUpdate } from '../workflows/messages.ts';
import { failureInWords, isNoAnswer } from './failure-in-words.ts';
import { Refusal } from './refusal.ts';
import { requireRunning } from './require-running.ts';
import type { Session } from './session.ts';

const resultWithinMs = 130_000;

/** @throws Refusal when the account is unknown, doesn't run, or has no outcome in time */
export async function orderForAccount(
  session: Session,
  accountId: string,
  request: OwnOrderRequest,
): Promise<OwnOrderResult> {
  await requireRunning(session, accountId);
  const handle = session.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    return await session.within(resultWithinMs, () =>
      handle.executeUpdate(submitOrderUpdate, { args: [request], updateId: request.orderId }),
    );
  } catch (error) {
    if (!isNoAnswer(error)) throw new Refusal(`${accountId}: ${failureInWords(error)}`);
    throw new Refusal(
      `${accountId}: no outcome after ${resultWithinMs / 1000} s: the order may still be placed, look at "status ${accountId}"`,
    );
  }
}
