import type { Kysely, Transaction } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';

/** Runs one after another over all processes, so that what was checked still holds when it is written. */
export const alone = <T>(
  db: Kysely<JournalSchema>,
  work: (transaction: Transaction<JournalSchema>) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('access_lock')
      .set((row) => ({ revision: row('revision', '+', 1) }))
      .where('name', '=', 'people')
      .execute();
    return work(transaction);
  });
