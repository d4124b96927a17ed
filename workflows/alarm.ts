import { sleep } from '@temporalio/workflow';

/**
 * One timer for a loop that is mostly woken by messages: a timer that rings earlier or at the same time is reused,
 * so that a message costs no timer of its own.
 */
export function createAlarm() {
  let ringsAtMs = Infinity;
  let hasRung = false;
  return {
    setFor(atMs: number): void {
      if (ringsAtMs <= atMs || atMs === Infinity) return;
      ringsAtMs = atMs;
      void sleep(Math.max(1, atMs - Date.now())).then(() => {
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
