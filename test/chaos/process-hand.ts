import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Stage } from './stage.ts';
import { insist } from './until.ts';

/** Kills a process and starts it again. What is planned for one process waits for what is under way with it. */
export function createProcessHand(stage: Stage) {
  const turns = { workers: [turn(), turn()], server: turn(), exchange: turn() } as const;
  return {
    killWorker: (index: 0 | 1, downMs: number): Promise<void> =>
      inTurn(turns.workers[index], async () => {
        await stage.killWorker(index);
        await delay(downMs);
        await insist(() => stage.reviveWorker(index));
      }),
    killServer: (downMs: number): Promise<void> =>
      inTurn(turns.server, async () => {
        await stage.killServer();
        await delay(downMs);
        await insist(() => stage.reviveServer());
      }),
    killExchange: (downMs: number): Promise<void> =>
      inTurn(turns.exchange, async () => {
        await stage.exchange.kill();
        await delay(downMs);
        await insist(() => stage.exchange.revive());
      }),
  };
}

const turn = (): PQueue => new PQueue({ concurrency: 1 });

async function inTurn(queue: PQueue, act: () => Promise<void>): Promise<void> {
  await queue.add(act);
}
