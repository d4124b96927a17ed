import PQueue from 'p-queue';
import type { Urgency } from './budget.ts';

/** One account's calls, one at a time: its nonces arrive in order. The most urgent that waits is next. */
export interface Turns {
  take<T>(urgency: Urgency, call: () => Promise<T>): Promise<T>;
  /** Null: the turn did not come in time, and the call is never made. */
  takeWithin<T>(urgency: Urgency, waitMs: number, call: () => Promise<T>): Promise<T | null>;
}

const priority: Readonly<Record<Urgency, number>> = { exit: 3, entry: 2, look: 1, read: 0 };

export function openTurns(): Turns {
  const queue = new PQueue({ concurrency: 1 });
  return {
    take: <T>(urgency: Urgency, call: () => Promise<T>) =>
      // Without a timeout of the queue's own it resolves to the call's value.
      queue.add(call, { priority: priority[urgency] }) as Promise<T>,
    takeWithin: (urgency, waitMs, call) =>
      new Promise((resolve, reject) => {
        let waiting = true;
        const timer = setTimeout(() => {
          waiting = false;
          resolve(null);
        }, waitMs);
        const run = async (): Promise<void> => {
          if (!waiting) return;
          clearTimeout(timer);
          resolve(await call());
        };
        queue.add(run, { priority: priority[urgency] }).catch(reject);
      }),
  };
}
