import { within } from '../store/within.ts';
import { forEach } from './account-answer.ts';
import { accountMemory } from './account-memory.ts';
import { failureInWords } from './failure-in-words.ts';
import { withJournal } from './journal-access.ts';
import { warn } from './output.ts';
import { readRehearsal } from './read-rehearsal.ts';
import { rehearsalSummary, type RehearsalSummary } from './rehearsal-view.ts';
import type { Session } from './session.ts';

const readWithinMs = 10_000;

/** What these accounts rehearsed, by account: as much as can be told in time, for the switch waits for no journal. */
export async function liveRehearsals(
  session: Session,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, RehearsalSummary>> {
  const found = new Map<string, RehearsalSummary>();
  const readAll = withJournal(
    session.places,
    async (journal) => {
      const memories = await forEach(accountIds, (accountId) => accountMemory(session, journal, accountId));
      for (const [index, accountId] of accountIds.entries()) {
        found.set(accountId, rehearsalSummary(await readRehearsal(journal, accountId, memories[index] ?? null)));
      }
    },
    () => {
      throw new Error('there is no journal yet');
    },
  );
  try {
    await within(readWithinMs, readAll, () => new Error(`the journal did not answer within ${readWithinMs / 1000} s`));
  } catch (error) {
    warn(`what was rehearsed can't be told: ${failureInWords(error)}`);
  }
  return found;
}
