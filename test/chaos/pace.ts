import { setTimeout as delay } from 'node:timers/promises';
import { statusQuery } from '../../workflows/messages.ts';
import type { Cast, CastAccount } from './cast.ts';

/** The plan's own time: it stands still while the machine does not keep up, so that faults meet trades and not a jam. */
export interface Pace {
  until(atMs: number): Promise<void>;
  stop(): void;
}

const lookEveryMs = 400;
const asked = 8;
/** More than this waits in the queue of an account on average: too fast. */
const mostQueued = 1.5;
/** A system that never keeps up is found out by what comes of it, not by waiting for ever. */
const mostPausedMs = 120_000;
const tickMs = 20;

export function startPace({ accounts }: Cast): Pace {
  const all = [...accounts.values()];
  let plannedMs = 0;
  let pausedMs = 0;
  const stopping = new AbortController();
  const isRunning = (): boolean => !stopping.signal.aborted;
  let round = 0;
  const jam = { isNow: false };

  const look = async (): Promise<void> => {
    round += 1;
    const some = Array.from(
      { length: Math.min(asked, all.length) },
      (_, index) => all[(round * asked + index) % all.length]!,
    );
    const queued = await Promise.all(some.map(({ handle }) => Promise.race([queuedOf(handle), soon()])));
    jam.isNow = queued.reduce((sum, count) => sum + count, 0) > mostQueued * queued.length;
  };
  void (async () => {
    while (isRunning()) {
      await look();
      await delay(lookEveryMs);
    }
  })();
  void (async () => {
    for (let before = performance.now(); isRunning();) {
      await delay(tickMs);
      const now = performance.now();
      // A tick that came very late is a jam of this very process.
      const passedMs = Math.min(now - before, tickMs * 3);
      if (jam.isNow && pausedMs < mostPausedMs) pausedMs += passedMs;
      else plannedMs += passedMs;
      before = now;
    }
  })();
  return {
    until: async (atMs) => {
      while (plannedMs < atMs) await delay(tickMs);
    },
    stop: () => {
      stopping.abort();
    },
  };
}

/** Who doesn't answer is behind. */
const behind = 10;
const queuedOf = (handle: CastAccount['handle']): Promise<number> =>
  handle.query(statusQuery).then(
    ({ queued }) => queued,
    () => behind,
  );
const soon = (): Promise<number> => delay(1_500, behind, { ref: false });
