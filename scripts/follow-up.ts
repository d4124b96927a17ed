import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from '../store/journal.ts';
import { withJournal } from './journal-access.ts';
import { count } from './output.ts';
import type { Places } from './places.ts';
import { isFinal, scorecardOf, type Scorecard } from './scorecard.ts';

export interface Followed {
  /** As far as it is known; null when the journal doesn't tell. */
  readonly scorecard: Scorecard | null;
  /** Why not every outcome is known. */
  readonly trouble: string | null;
}

const outcomesWithinMs = 60_000;
const lookEveryMs = 100;

/** Waits until nothing more is to be expected of any follower. Never throws: the trade was made, whatever comes now. */
export async function followUp(places: Places, intentId: string): Promise<Followed> {
  const unknown = (trouble: string): Followed => ({ scorecard: null, trouble });
  try {
    return await withJournal(
      places,
      (journal) => untilDecided(journal, intentId),
      () => unknown('there is no journal here to read the outcomes from'),
    );
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}

async function untilDecided(journal: Journal, intentId: string): Promise<Followed> {
  const deadline = performance.now() + outcomesWithinMs;
  for (;;) {
    const journaled = await journal.intent(intentId);
    const scorecard = journaled === null ? null : scorecardOf(journaled);
    const undecided = scorecard?.accounts.filter((row) => !isFinal(row)).length ?? null;
    if (undecided === 0) return { scorecard, trouble: null };
    if (performance.now() > deadline) {
      const what = undecided === null ? 'the intent is not in the journal' : `${count(undecided, 'account')} undecided`;
      return { scorecard, trouble: `${what} after ${outcomesWithinMs / 1000} s` };
    }
    await delay(lookEveryMs);
  }
}
