import type { AccountEvent } from '../domain/account-event.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { journaled } from './journaled.ts';

/** Journals what was observed, skipped or denied, what happened to the account, and what could not be written before. */
export const recordDecisions =
  ({ journal }: Pick<ActivityDeps, 'journal'>) =>
  async (
    records: readonly DecisionRecord[],
    events: readonly AccountEvent[] = [],
  ): Promise<{ readonly isJournaled: boolean }> => ({
    isJournaled: await journaled(
      Promise.all([journal.writeRecords(records), journal.writeEvents(events)]).then(() => undefined),
    ),
  });
