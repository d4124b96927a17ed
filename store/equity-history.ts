import { databaseAt } from './database-at.ts';
import { accountEquities, totalEquities } from './equity-reads.ts';
import { thinOut, writePoints } from './equity-writes.ts';
import type { EquityHistory } from './equity.ts';
import { keepConnected } from './keep-connected.ts';

export interface EquitySettings {
  /** Of the journal. */
  readonly url: string;
  /** No call takes longer; one that can't be done by then rejects. */
  readonly patienceMs?: number;
  readonly now?: () => number;
}

/** So that what piles up while nothing was thinned out goes in a few calls, and none of them takes long. */
const leastThinnedOut = 500;

/**
 * Never fails for an unreachable database: it is opened in the background, and again with each call.
 * @throws Error when the url names no kind of database
 */
export function openEquityHistory({ url, patienceMs = 5_000, now = Date.now }: EquitySettings): EquityHistory {
  const { run, close } = keepConnected(databaseAt(url, patienceMs), patienceMs);
  return {
    write: (points) =>
      run(async (db) => {
        await writePoints(db, points);
        await thinOut(db, now(), leastThinnedOut + 2 * points.length);
      }),
    ofAccount: (accountId, range) => run((db) => accountEquities(db, accountId, range, now())),
    totals: (range, present) => run((db) => totalEquities(db, range, present, now())),
    close,
  };
}
