import PQueue from 'p-queue';

/** One account's calls, one at a time: its nonces arrive in order. */
export interface Turns {
  take<T>(urgency: Urgency, call: () => Promise<T>): Promise<T>;
  /** Null: the turn did not come in time, and the call is never made. */
  takeWithin<T>(waitMs: number, call: () => Promise<T>): Promise<T | null>;
}

/** Orders and cancels go before every read that has not begun. */
export type Urgency = 'order' | 'read';

export function openTurns(): Turns {
  const queue = new PQueue({ concurrency: 1 });
  const priority = { order: 1, read: 0 };
  return {
    take: <T>(urgency: Urgency, call: () => Promise<T>) =>
      // Without a timeout of the queue's own it resolves to the call's value.
      queue.add(call, { priority: priority[urgency] }) as Promise<T>,
    takeWithin: (waitMs, call) =>
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
        queue.add(run, { priority: priority.order }).catch(reject);
      }),
  };
}
