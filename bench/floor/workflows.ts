import {
  condition,
  defineSignal,
  defineUpdate,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import { actorId } from './names.ts';

// The least that any durable copying on Temporal does: a master that signals, actors that queue and call one activity.

export const growSignal = defineSignal<[size: number]>('grow');
export const fireUpdate = defineUpdate<undefined, [intentId: string]>('fire');
const intentSignal = defineSignal<[intentId: string]>('intent');

const { noop } = proxyActivities<{ noop(intentId: string): Promise<void> }>({
  startToCloseTimeout: '15s',
  retry: { maximumAttempts: 1 },
});

export async function floorMaster(): Promise<void> {
  let size = 0;
  setHandler(growSignal, (next) => {
    size = next;
  });
  setHandler(fireUpdate, async (intentId) => {
    const actors = Array.from({ length: size }, (_, index) => getExternalWorkflowHandle(actorId(index)));
    await Promise.all(actors.map((actor) => actor.signal(intentSignal, intentId)));
    return undefined;
  });
  await condition(() => false);
}

export async function floorActor(): Promise<void> {
  const queue: string[] = [];
  setHandler(intentSignal, (intentId) => {
    queue.push(intentId);
  });
  for (;;) {
    await condition(() => queue.length > 0);
    const intentId = queue.shift();
    if (intentId !== undefined) await noop(intentId);
  }
}
