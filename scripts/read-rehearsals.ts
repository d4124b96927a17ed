import type { Journal } from '../store/journal.ts';
import { forEach } from './account-answer.ts';
import { accountMemory } from './account-memory.ts';
import type { WorkflowAccess } from './lockstep-access.ts';
import { readLive, readRehearsal, type Rehearsed } from './read-rehearsal.ts';
import { latestTrades, rehearsalView, type RehearsalView } from './rehearsal-view.ts';
import type { KnownAccount } from './roster.ts';

/**
 * What these accounts would hold and have earned, beside what live accounts really did.
 * @param limit how many of the latest trades of each
 */
export async function readRehearsals(
  access: WorkflowAccess,
  journal: Journal,
  accounts: readonly KnownAccount[],
  limit: number,
): Promise<readonly RehearsalView[]> {
  const memories = await forEach(accounts, ({ accountId }) => accountMemory(access, journal, accountId));
  const rehearsed: Rehearsed[] = [];
  // One after the other: the journal answers each within its own patience.
  for (const [index, { accountId }] of accounts.entries()) {
    rehearsed.push(await readRehearsal(journal, accountId, memories[index] ?? null));
  }
  const live = await readLive(
    journal,
    rehearsed.flatMap((one) => latestTrades(one, limit).map(({ record }) => record.intentId)),
  );
  return rehearsed.map((one) => rehearsalView(one, live, limit));
}
