import { sleep } from '@temporalio/workflow';
import type { TaskTime } from './task-time.ts';

/**
 * One timer for a loop that is mostly woken by messages: a timer that rings earlier or at the same time is reused,
 * so that a message costs no timer of its own.
 */
export function createAlarm(time: Pick<TaskTime, 'begin'>) {
  let ringsAtMs = Infinity;
  let hasRung = false;
  return {
    setFor(atMs: number): void {
      if (ringsAtMs <= atMs || atMs === Infinity) return;
      ringsAtMs = atMs;
      void sleep(Math.max(1, atMs - Date.now())).then(() => {
        time.begin();
        if (ringsAtMs === atMs) ringsAtMs = Infinity;
        hasRung = true;
      });
    },
    hasRung: () => hasRung,
    reset(): void {
      hasRung = false;
    },
  };
}
