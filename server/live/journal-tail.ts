import { setTimeout as delay } from 'node:timers/promises';
import type { Journal, JournalChange } from '../../store/journal.ts';

export type ChangeSource = Pick<Journal, 'changesAfter' | 'latestChange'>;

/** The newest changes, read once for all who follow. */
export interface JournalTail {
  /** The journal is read as long as anybody follows. @returns ends it */
  follow(): () => void;
  /** Null: they are not all held, or it is not known; the journal itself tells. */
  heldAfter(changeId: number): readonly JournalChange[] | null;
  /** Settles when changes have come, after that time, or when the signal says so. */
  moreOr(withinMs: number, signal: AbortSignal): Promise<void>;
}

export interface TailSettings {
  readonly pollMs: number;
  /** Changes in memory, and of one read. */
  readonly heldChanges: number;
  readonly pageSize: number;
}

export function journalTail(journal: ChangeSource, { pollMs, heldChanges, pageSize }: TailSettings): JournalTail {
  let followers = 0;
  let isReading = false;
  let newest: number | null = null;
  let held: readonly JournalChange[] = [];
  const waiting = new Set<() => void>();

  const advance = (to: number | null, changes: readonly JournalChange[]): void => {
    newest = to;
    held = changes;
    for (const wake of [...waiting]) wake();
  };
  /** @returns whether there may be more at once */
  const readOn = async (): Promise<boolean> => {
    if (newest === null) {
      advance(await journal.latestChange(), []);
      return false;
    }
    const page = await journal.changesAfter(newest, pageSize);
    if (!page.isComplete) advance(page.latest, []);
    else if (page.changes.length > 0) advance(page.changes.at(-1)?.changeId ?? newest, joined(held, page.changes));
    return page.isComplete && page.changes.length === pageSize;
  };
  const joined = (before: readonly JournalChange[], now: readonly JournalChange[]): readonly JournalChange[] =>
    [...before, ...now].slice(-heldChanges);
  const readWhileFollowed = async (): Promise<void> => {
    while (followers > 0) {
      const hasMore = await readOn().catch(() => false);
      if (!hasMore) await delay(pollMs, undefined, { ref: false });
    }
    newest = null;
    held = [];
    isReading = false;
  };

  return {
    follow: () => {
      followers += 1;
      if (!isReading) {
        isReading = true;
        void readWhileFollowed();
      }
      let isFollowing = true;
      return () => {
        if (isFollowing) followers -= 1;
        isFollowing = false;
      };
    },
    heldAfter: (changeId) => {
      if (newest === null || changeId > newest || changeId < newest - held.length) return null;
      return held.slice(held.length - (newest - changeId));
    },
    moreOr: (withinMs, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, withinMs);
        waiting.add(done);
        signal.addEventListener('abort', done);
      }),
  };
}
