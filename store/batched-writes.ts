import { JournalRefused } from './journal-refused.ts';

export interface BatchedWrites<T> {
  /** Settles once these items were written, together with others that came at about the same time. */
  write(items: readonly T[]): Promise<void>;
  /** Settles when nothing waits any more. */
  drained(): Promise<void>;
}

/** Small enough that a crowd of writes is answered bit by bit instead of being late all together. */
const itemsPerBatch = 200;

interface WaitingWrite<T> {
  readonly items: readonly T[];
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}

/** @param lingerMs how long the first of several writes waits for others to go out with it */
export function batchedWrites<T>(send: (items: readonly T[]) => Promise<void>, lingerMs: number): BatchedWrites<T> {
  const waiting: WaitingWrite<T>[] = [];
  let batch: Promise<void> | null = null;

  const sendBatch = async (): Promise<void> => {
    const taken = nextBatch(waiting);
    try {
      await send(taken.flatMap((write) => write.items));
      for (const write of taken) write.done();
    } catch (error) {
      if (error instanceof JournalRefused && taken.length > 1) await sendApart(taken);
      else for (const write of taken) write.failed(error);
    }
  };
  /** One item that the database refuses must not keep other accounts' items out. */
  const sendApart = async (writes: readonly WaitingWrite<T>[]): Promise<void> => {
    for (const write of writes) await send(write.items).then(write.done, write.failed);
  };
  const sendAll = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    while (waiting.length > 0) await sendBatch();
    batch = null;
  };

  return {
    write: (items) =>
      new Promise((done, failed) => {
        waiting.push({ items, done, failed });
        batch ??= sendAll();
      }),
    drained: () => batch ?? Promise.resolve(),
  };
}

/** Takes from the front what fits into one batch, at least one write. */
function nextBatch<T>(waiting: WaitingWrite<T>[]): readonly WaitingWrite<T>[] {
  let items = 0;
  const end = waiting.findIndex((write, index) => {
    items += write.items.length;
    return index > 0 && items > itemsPerBatch;
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}
