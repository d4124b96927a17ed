import { setTimeout as delay } from 'node:timers/promises';
import pidusage from 'pidusage';

export interface Usage {
  readonly rssMb: number;
  /** User and system time since the process began. */
  readonly cpuMs: number;
}

export async function usageOf(pid: number): Promise<Usage> {
  const { memory, ctime } = await pidusage(pid);
  return { rssMb: memory / 2 ** 20, cpuMs: ctime };
}

export const cpuMsOf = async (pids: readonly number[]): Promise<readonly number[]> =>
  Promise.all(pids.map(async (pid) => (await usageOf(pid)).cpuMs));

const lookEveryMs = 150;
/** An idle Temporal server still takes a few percent of one core. */
const busyShare = 0.15;
const quietWithinMs = 60_000;

/** Waits until these processes have nothing left to do: what came before is not paid for by what comes next. */
export async function untilQuiet(pids: readonly number[]): Promise<void> {
  const deadline = performance.now() + quietWithinMs;
  let before = sum(await cpuMsOf(pids));
  while (performance.now() < deadline) {
    await delay(lookEveryMs);
    const now = sum(await cpuMsOf(pids));
    if (now - before <= lookEveryMs * busyShare) return;
    before = now;
  }
  throw new Error(`still busy after ${quietWithinMs / 1_000} s`);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
