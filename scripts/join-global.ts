import type { GlobalOrder } from '../domain/global-order.ts';
import type { GlobalLimits } from '../domain/global-state.ts';
import { joinGlobal, presentGlobalOrder, startGlobal } from '../workers/global-actor.ts';
import { failureInWords } from './failure-in-words.ts';
import { warn } from './output.ts';
import type { Session } from './session.ts';

const startWithinMs = 5_000;
const answerWithinMs = 2_000;

/** Makes the workflow over all accounts run, and asks what holds; null: accounts keep to what they were told last. */
export async function globalOrderOf(
  { client, within }: Session,
  limits: GlobalLimits | null,
): Promise<GlobalOrder | null> {
  try {
    await within(startWithinMs, () => startGlobal(client, limits));
  } catch (error) {
    warn(`the limits over all accounts are not in force: ${failureInWords(error)}`);
  }
  return within(answerWithinMs, () => presentGlobalOrder(client));
}

/** From now on they are told what holds for all. */
export async function joinGlobally({ client, within }: Session, ids: readonly string[]): Promise<void> {
  try {
    await within(answerWithinMs, () => joinGlobal(client, ids));
  } catch (error) {
    warn(`${ids.join(', ')}: not under the limits over all accounts: ${failureInWords(error)}`);
  }
}
