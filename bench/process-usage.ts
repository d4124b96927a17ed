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
const quietWithinMs = 30_000;

/**
 * Waits until these processes have nothing left to do: what came before is not paid for by what comes next. Goes on
 * after a while with a word on stderr, as a round beside other work is still a round.
 */
export async function untilQuiet(pids: readonly number[]): Promise<void> {
  const deadline = performance.now() + quietWithinMs;
  let before = await cpuMsOf(pids);
  for (;;) {
    await delay(lookEveryMs);
    const now = await cpuMsOf(pids);
    const spent = now.map((cpuMs, index) => cpuMs - (before[index] ?? 0));
    if (sum(spent) <= lookEveryMs * busyShare) return;
    if (performance.now() > deadline) {
      const words = spent.map((ms, index) => `pid ${pids[index] ?? 0} took ${ms} ms`).join(', ');
      console.error(`still busy after ${quietWithinMs / 1_000} s: in the last ${lookEveryMs} ms ${words}`);
      return;
    }
    before = now;
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
