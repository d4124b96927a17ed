import { accountWorkflowId } from '../domain/ids.ts';
import type { OwnOrderResult } from '../domain/own-order.ts';
import type { OrderResolution } from '../domain/resolve-order.ts';
import { resolveOrderUpdate } from '../workflows/messages.ts';
import { asRefusal, failureInWords, isNoAnswer } from './failure-in-words.ts';
import type { WorkflowAccess } from './lockstep-access.ts';
import { unavailable } from './refusal.ts';

const resultWithinMs = 15_000;

/**
 * Settles one order whose outcome can't be proven, by what a person found at the exchange.
 * @throws Refusal when the account refuses or does not answer
 */
export async function settleOrder(
  { client, within }: WorkflowAccess,
  id: string,
  resolution: OrderResolution,
): Promise<OwnOrderResult> {
  const handle = client.workflow.getHandle(accountWorkflowId(id));
  try {
    return await within(resultWithinMs, () => handle.executeUpdate(resolveOrderUpdate, { args: [resolution] }));
  } catch (error) {
    if (!isNoAnswer(error)) throw asRefusal(error, `${id}: ${failureInWords(error)}`);
    throw unavailable(`${id}: no answer after ${resultWithinMs / 1000} s: look at "status ${id}" before trying again`);
  }
}
