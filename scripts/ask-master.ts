import type { UpdateDefinition } from '@temporalio/common';
import { copyingStatus, type CopyingStatus } from '../domain/copying-status.ts';
import { masterWorkflowId } from '../domain/ids.ts';
import { asRefusal, failureInWords, isNoAnswer } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { copyingInWords, readCopyingFacts } from './read-copying.ts';
import { Refusal, unavailable } from './refusal.ts';

/** Longer than the master itself waits for an order's outcome. */
const resultWithinMs = 130_000;

/** Workers that are behind with a crowd of trades answer late: an exit waits for them and is not refused. */
const answerWithinMs = 15_000;

/**
 * Sends the master's workflow one update and waits for its result.
 * @param updateId the same one again is the same update
 * @throws Refusal when the master doesn't run, doesn't answer, or refuses
 */
export async function askMaster<Result, Request>(
  access: LockstepAccess,
  update: UpdateDefinition<Result, [Request]>,
  request: Request,
  updateId?: string,
): Promise<{ readonly result: Result; readonly copying: CopyingStatus }> {
  const facts = await readCopyingFacts(access, await access.readConfig(), answerWithinMs);
  const copying = copyingStatus(facts);
  if (facts.workflow.kind !== 'running') {
    const why = `nothing was sent: ${copyingInWords(copying)}`;
    throw facts.workflow.kind === 'silent' ? unavailable(why) : new Refusal(why);
  }
  const handle = access.client.workflow.getHandle(masterWorkflowId(facts.masterId));
  const options = { args: [request] as [Request], ...(updateId !== undefined && { updateId }) };
  try {
    const result = await access.within(resultWithinMs, () => handle.executeUpdate<Result, [Request]>(update, options));
    return { result, copying };
  } catch (error) {
    const why = copying.state === 'on' ? '' : `; ${copyingInWords(copying)}`;
    if (!isNoAnswer(error)) throw asRefusal(error, `${failureInWords(error)}${why}`);
    const seconds = resultWithinMs / 1000;
    throw unavailable(`the master has no result after ${seconds} s: it may still come, look at "status" and "intents"`);
  }
}
