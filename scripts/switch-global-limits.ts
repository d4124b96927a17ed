import { setTimeout as delay } from 'node:timers/promises';
import type { GlobalLimits, GlobalStatus } from '../domain/global-state.ts';
import { startGlobal } from '../workers/global-actor.ts';
import { failureInWords } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { readGlobal } from './read-global.ts';
import { unavailable } from './refusal.ts';

const sentWithinMs = 5_000;
const shownWithinMs = 10_000;
const lookEveryMs = 100;

/**
 * Puts limits over all accounts in force, and waits until they are.
 * @throws Refusal when nobody takes them on
 */
export async function switchGlobalLimits(access: LockstepAccess, limits: GlobalLimits): Promise<GlobalStatus> {
  try {
    await access.within(sentWithinMs, () => startGlobal(access.client, limits, access.taskQueue));
  } catch (error) {
    throw unavailable(`the limits over all accounts stay as they are: ${failureInWords(error)}`);
  }
  const deadline = performance.now() + shownWithinMs;
  for (;;) {
    const answer = await readGlobal(access);
    if (answer.kind === 'running' && isSame(answer.status.limits, limits)) return answer.status;
    if (performance.now() > deadline)
      throw unavailable('the limits over all accounts were sent, and hold as soon as a worker runs them');
    await delay(lookEveryMs);
  }
}

const isSame = (one: GlobalLimits, other: GlobalLimits): boolean =>
  one.maxExposureUsd === other.maxExposureUsd && one.maxDailyLossUsd === other.maxDailyLossUsd;
