import type { DecisionRecord } from '../domain/decision-record.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { journaled } from './journaled.ts';

/** Journals what was observed, skipped or denied, and what could not be written before. */
export const recordDecisions =
  ({ journal }: Pick<ActivityDeps, 'journal'>) =>
  async (records: readonly DecisionRecord[]): Promise<{ readonly isJournaled: boolean }> => ({
    isJournaled: await journaled(journal.writeRecords(records)),
  });
