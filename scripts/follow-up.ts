import { setTimeout as delay } from 'node:timers/promises';
import { isLess, plus, type DecimalText } from '../domain/decimal.ts';
import type { Journal, JournaledIntent } from '../store/journal.ts';
import { withJournal } from './journal-access.ts';
import { count } from './output.ts';
import type { Places } from './places.ts';
import { isFinal, scorecardOf, type Scorecard } from './scorecard.ts';

export interface Followed {
  /** One for each intent, as far as they are known; none when the journal doesn't tell. */
  readonly scorecards: readonly Scorecard[];
  /** Why not every outcome is known. */
  readonly trouble: string | null;
}

const outcomesWithinMs = 60_000;
const lookEveryMs = 100;

/**
 * Waits until nothing more is to be expected of any follower, over all intents that one order's fills were handed out
 * as. Never throws: the trade was made, whatever comes now.
 * @param intentId of the order's first intent
 * @param quantity what the intents copy together; null when that is not known
 */
export async function followUp(places: Places, intentId: string, quantity: DecimalText | null): Promise<Followed> {
  const unknown = (trouble: string): Followed => ({ scorecards: [], trouble });
  try {
    return await withJournal(
      places,
      (journal) => untilDecided(journal, intentId, quantity),
      () => unknown('there is no journal here to read the outcomes from'),
    );
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}

async function untilDecided(journal: Journal, intentId: string, quantity: DecimalText | null): Promise<Followed> {
  const deadline = performance.now() + outcomesWithinMs;
  for (;;) {
    const intents = await journal.intentsOfOrder(intentId);
    const scorecards = intents.map(scorecardOf);
    const undecided = scorecards.flatMap(({ accounts }) => accounts).filter((row) => !isFinal(row)).length;
    const isAllThere = intents.length > 0 && (quantity === null || !isLess(copiedQuantity(intents), quantity));
    if (isAllThere && undecided === 0) return { scorecards, trouble: null };
    if (performance.now() > deadline) {
      const what = isAllThere ? `${count(undecided, 'account')} undecided` : 'not every intent is in the journal';
      return { scorecards, trouble: `${what} after ${outcomesWithinMs / 1000} s` };
    }
    await delay(lookEveryMs);
  }
}

const copiedQuantity = (intents: readonly JournaledIntent[]): DecimalText =>
  intents.map(({ intent }) => intent.masterFill?.quantity ?? '0').reduce(plus, '0');
