import { batchedWrites } from './batched-writes.ts';
import { JournalRefused } from './journal-refused.ts';
import type { Journal } from './journal.ts';
import { JournalUnavailable } from './journal.ts';
import { within } from './within.ts';

export interface GuardLimits {
  /** No write takes longer than this. */
  readonly boundMs: number;
  /** After a failure writes are refused at once for this long, then tried again. */
  readonly restMs: number;
  /** How long the first of several writes waits for others to go out with it. */
  readonly lingerMs: number;
}

const usualLimits: GuardLimits = { boundMs: 250, restMs: 1_000, lingerMs: 2 };

/**
 * The journal as a worker writes it: a journal that is down, locked or slow delays no trade. A refused or timed-out
 * write is the caller's to repeat; one that timed out may still arrive, which changes nothing.
 */
export function guardJournal(journal: Journal, limits: Partial<GuardLimits> = {}): Journal {
  const { boundMs, restMs, lingerMs } = { ...usualLimits, ...limits };
  let restsUntil = 0;
  let lastTrouble = '';

  const late = (): JournalUnavailable =>
    new JournalUnavailable(`The journal did not take a write within ${String(boundMs)} ms`);
  const noteTrouble = (error: unknown): void => {
    if (error instanceof JournalRefused) return;
    restsUntil = performance.now() + restMs;
    lastTrouble = error instanceof Error ? error.message : String(error);
  };
  const guarded = async (write: () => Promise<void>): Promise<void> => {
    if (performance.now() < restsUntil) throw new JournalUnavailable(lastTrouble);
    try {
      await within(boundMs, write(), late);
    } catch (error) {
      noteTrouble(error);
      throw error;
    }
  };

  const inBatches = <T>(send: (items: readonly T[]) => Promise<void>) => {
    const { write, drained } = batchedWrites<T>((items) => guarded(() => send(items)), lingerMs);
    return { drained, write: (items: readonly T[]) => (items.length === 0 ? nothing : guarded(() => write(items))) };
  };
  const records = inBatches(journal.writeRecords);
  const events = inBatches(journal.writeEvents);

  return {
    ...journal,
    writeRecords: records.write,
    writeEvents: events.write,
    writeIntent: (intent) => guarded(() => journal.writeIntent(intent)),
    saveAccountState: (state) => guarded(() => journal.saveAccountState(state)),
    close: async () => {
      await Promise.all([records.drained(), events.drained()]);
      await journal.close();
    },
  };
}

const nothing = Promise.resolve();
