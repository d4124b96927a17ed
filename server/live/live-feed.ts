import type { ChangePage, JournalChange } from '../../store/journal.ts';
import { journalTail, type ChangeSource, type JournalTail, type TailSettings } from './journal-tail.ts';

/** What changes in the journal, for any number of listeners. */
export interface LiveFeed {
  /** @param after the id heard last; null: from now on */
  listen(after: number | null): LiveListener;
}

/**
 * Asks for what is next when it can take it: a slow one has a place in the journal and nothing else, so it costs no
 * memory and keeps nobody waiting.
 */
export interface LiveListener {
  /** One call at a time. */
  next(withinMs: number): Promise<LiveNews>;
  leave(): void;
}

/**
 * `started` tells the place before the first change. `reset`: changes are missing before that place, what is shown has
 * to be read anew. `quiet`: nothing came in that time. `left`: there will be nothing more.
 */
export type LiveNews =
  | { readonly kind: 'changes'; readonly changes: readonly JournalChange[] }
  | { readonly kind: 'started' | 'reset'; readonly changeId: number }
  | { readonly kind: 'quiet' | 'left' };

const usual: TailSettings = { pollMs: 250, heldChanges: 1_000, pageSize: 100 };
const quiet: LiveNews = { kind: 'quiet' };

export function liveFeed(journal: ChangeSource, settings: Partial<TailSettings> = {}): LiveFeed {
  const used = { ...usual, ...settings };
  const tail = journalTail(journal, used);
  return { listen: (after) => listener(journal, tail, used, after) };
}

function listener(
  journal: ChangeSource,
  tail: JournalTail,
  { pollMs, pageSize }: TailSettings,
  after: number | null,
): LiveListener {
  const unfollow = tail.follow();
  const leaving = new AbortController();
  let place = after;
  let isLate = false;

  const beginning = async (): Promise<LiveNews> => {
    try {
      place = await journal.latestChange();
      return { kind: isLate ? 'reset' : 'started', changeId: place };
    } catch {
      isLate = true;
      return quiet;
    }
  };
  const continuation = (page: ChangePage): LiveNews => {
    if (!page.isComplete) {
      place = page.latest;
      return { kind: 'reset', changeId: place };
    }
    const last = page.changes.at(-1);
    if (last === undefined) return quiet;
    place = last.changeId;
    return { kind: 'changes', changes: page.changes };
  };
  const readOn = async (from: number): Promise<LiveNews> => {
    const held = tail.heldAfter(from);
    if (held !== null) return continuation({ isComplete: true, changes: held.slice(0, pageSize) });
    const page = await journal.changesAfter(from, pageSize).catch(() => null);
    return page === null ? quiet : continuation(page);
  };

  return {
    next: async (withinMs) => {
      const giveUpAt = performance.now() + withinMs;
      for (;;) {
        const news = place === null ? await beginning() : await readOn(place);
        if (leaving.signal.aborted) return { kind: 'left' };
        const remainingMs = giveUpAt - performance.now();
        if (news.kind !== 'quiet' || remainingMs <= 0) return news;
        const isUpToDate = place !== null && tail.heldAfter(place) !== null;
        await tail.moreOr(isUpToDate ? remainingMs : Math.min(remainingMs, pollMs), leaving.signal);
      }
    },
    leave: () => {
      unfollow();
      leaving.abort();
    },
  };
}
