import type { DecisionRecord } from '../domain/decision-record.ts';
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

/** Small enough that a crowd of writes is answered bit by bit instead of being late all together. */
const recordsPerBatch = 200;
const usualLimits: GuardLimits = { boundMs: 250, restMs: 1_000, lingerMs: 2 };

interface WaitingWrite {
  readonly records: readonly DecisionRecord[];
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * The journal as a worker writes it: a journal that is down, locked or slow delays no trade. A refused or timed-out
 * write is the caller's to repeat; one that timed out may still arrive, which changes nothing.
 */
export function guardJournal(journal: Journal, limits: Partial<GuardLimits> = {}): Journal {
  const { boundMs, restMs, lingerMs } = { ...usualLimits, ...limits };
  const waiting: WaitingWrite[] = [];
  let batch: Promise<void> | null = null;
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

  const sendBatch = async (): Promise<void> => {
    const taken = nextBatch(waiting);
    try {
      await guarded(() => journal.writeRecords(taken.flatMap((write) => write.records)));
      for (const write of taken) write.done();
    } catch (error) {
      if (error instanceof JournalRefused && taken.length > 1) await sendApart(taken);
      else for (const write of taken) write.failed(error);
    }
  };
  /** One record that the database refuses must not keep other accounts' records out. */
  const sendApart = async (writes: readonly WaitingWrite[]): Promise<void> => {
    for (const write of writes) await guarded(() => journal.writeRecords(write.records)).then(write.done, write.failed);
  };
  const sendAll = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    while (waiting.length > 0) await sendBatch();
    batch = null;
  };
  const enqueue = (records: readonly DecisionRecord[]): Promise<void> =>
    new Promise((done, failed) => {
      waiting.push({ records, done, failed });
      batch ??= sendAll();
    });

  return {
    ...journal,
    writeRecords: (records) => (records.length === 0 ? Promise.resolve() : guarded(() => enqueue(records))),
    writeIntent: (intent) => guarded(() => journal.writeIntent(intent)),
    saveAccountState: (state) => guarded(() => journal.saveAccountState(state)),
    close: async () => {
      await batch;
      await journal.close();
    },
  };
}

/** Takes from the front what fits into one batch, at least one write. */
function nextBatch(waiting: WaitingWrite[]): readonly WaitingWrite[] {
  let records = 0;
  const end = waiting.findIndex((write, index) => {
    records += write.records.length;
    return index > 0 && records > recordsPerBatch;
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}
