import { randomUUID } from 'node:crypto';
import PQueue from 'p-queue';
import { preciseNowMs } from '../../simulator/clock.ts';
import type { AwaitStarts, FloorSettings } from '../floor-worker.ts';
import { actorId, floorMasterId, floorTaskQueue } from '../floor/names.ts';
import { fireUpdate, growSignal, type floorActor, type floorMaster } from '../floor/workflows.ts';
import type { Stage } from '../stage.ts';
import type { FanOut, FanOutTimes } from './fan-out.ts';

const startsAtOnce = 20;

/** Bare actors on the same server, under the same worker options: what no copying on Temporal can be faster than. */
export async function openFloor(stage: Stage): Promise<FanOut> {
  const { client, temporal } = stage;
  const worker = await stage.startChild('floor-worker.ts', { temporal } satisfies FloorSettings);
  const master = await client.workflow.start<typeof floorMaster>('floorMaster', {
    workflowId: floorMasterId,
    taskQueue: floorTaskQueue,
  });
  let size = 0;

  const fire = async (intents: number): Promise<FanOutTimes> => {
    const startMs = preciseNowMs();
    const starts = worker.ask({ count: size * intents } satisfies AwaitStarts) as Promise<number[]>;
    for (let fired = 0; fired < intents; fired += 1) {
      await master.executeUpdate(fireUpdate, { args: [randomUUID()] });
    }
    return { actedMs: (await starts).map((atMs) => atMs - startMs).sort((a, b) => a - b), notes: {} };
  };

  return {
    workerPid: worker.pid,
    sampleWorkflowId: actorId(0),
    async grow(next) {
      const queue = new PQueue({ concurrency: startsAtOnce });
      const indexes = Array.from({ length: next - size }, (_, index) => size + index);
      await queue.addAll(
        indexes.map(
          (index) => () =>
            client.workflow.start<typeof floorActor>('floorActor', {
              workflowId: actorId(index),
              taskQueue: floorTaskQueue,
            }),
        ),
      );
      size = next;
      await master.signal(growSignal, size);
    },
    freshen: () => Promise.resolve(),
    run: () => fire(1),
    burst: fire,
  };
}
