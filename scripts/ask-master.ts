import { QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { masterWorkflowId } from '../domain/ids.ts';
import { masterStatusQuery } from '../workflows/messages.ts';
import { failureInWords, isNoAnswer } from './failure-in-words.ts';
import { Refusal } from './refusal.ts';
import { configuredAccounts } from './roster.ts';
import type { Session } from './session.ts';

const answerWithinMs = 5_000;
/** Longer than the master itself waits for an order's outcome. */
const resultWithinMs = 130_000;
const usualMasterId = 'master';

/**
 * Sends the master's workflow one update and waits for its result.
 * @param updateId the same one again is the same update
 * @throws Refusal when the master doesn't run, doesn't answer, or refuses
 */
export async function askMaster<Result, Request>(
  session: Session,
  update: UpdateDefinition<Result, [Request]>,
  request: Request,
  updateId?: string,
): Promise<{ readonly masterId: string; readonly result: Result }> {
  const masterId = configuredAccounts(session.places).master?.accountId ?? usualMasterId;
  const workflowId = masterWorkflowId(masterId);
  await requireAnswer(session, workflowId, masterId);
  const handle = session.client.workflow.getHandle(workflowId);
  const options = { args: [request] as [Request], ...(updateId !== undefined && { updateId }) };
  try {
    const result = await session.within(resultWithinMs, () => handle.executeUpdate<Result, [Request]>(update, options));
    return { masterId, result };
  } catch (error) {
    if (!isNoAnswer(error)) throw new Refusal(failureInWords(error));
    const seconds = resultWithinMs / 1000;
    throw new Refusal(`the master has no result after ${seconds} s: it may still come, look at "status" and "intents"`);
  }
}

async function requireAnswer(session: Session, workflowId: string, masterId: string): Promise<void> {
  try {
    await session.within(answerWithinMs, () => session.openWorkflows.getHandle(workflowId).query(masterStatusQuery));
  } catch (error) {
    const isStopped = error instanceof WorkflowNotFoundError || error instanceof QueryRejectedError;
    const why = isStopped
      ? 'it is not running, "up" starts it once config/master.json is right'
      : failureInWords(error);
    throw new Refusal(`the master "${masterId}" can't be asked: ${why}`);
  }
}
