import type { GlobalOrder } from '../domain/global-order.ts';
import type { GlobalLimits } from '../domain/global-state.ts';
import { joinGlobal, presentGlobalOrder, startGlobal } from '../workers/global-actor.ts';
import { failureInWords } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';

const startWithinMs = 5_000;
const answerWithinMs = 2_000;

/** Makes the workflow over all accounts run, and asks what holds; null: accounts keep to what they were told last. */
export async function globalOrderOf(
  { client, within, taskQueue, tell }: LockstepAccess,
  limits: GlobalLimits | null,
): Promise<GlobalOrder | null> {
  try {
    await within(startWithinMs, () => startGlobal(client, limits, taskQueue));
  } catch (error) {
    tell(`the limits over all accounts are not in force: ${failureInWords(error)}`);
  }
  return within(answerWithinMs, () => presentGlobalOrder(client));
}

/** From now on they are told what holds for all. */
export async function joinGlobally({ client, within, tell }: LockstepAccess, ids: readonly string[]): Promise<void> {
  try {
    await within(answerWithinMs, () => joinGlobal(client, ids));
  } catch (error) {
    tell(`${ids.join(', ')}: not under the limits over all accounts: ${failureInWords(error)}`);
  }
}
