import type { IntentRecord } from '../domain/decision-record.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { journaled } from './journaled.ts';

/** Journals an intent with whom it reached. */
export const recordIntents =
  ({ journal }: Pick<ActivityDeps, 'journal'>) =>
  async (intents: readonly IntentRecord[]): Promise<{ readonly isJournaled: boolean }> => ({
    isJournaled: await journaled(
      Promise.all(intents.map((intent) => journal.writeIntent(intent))).then(() => undefined),
    ),
  });
