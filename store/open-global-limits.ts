import type { Kysely } from 'kysely';
import { databaseAt } from './database-at.ts';
import type { StoredGlobalLimits } from './global-limits.ts';
import type { JournalSchema } from './journal-schema.ts';
import { keepConnected } from './keep-connected.ts';

export interface GlobalLimitsSettings {
  /** Of the journal. */
  readonly url: string;
  /** No call takes longer; one that can't be done by then rejects. */
  readonly patienceMs?: number;
}

const only = 'all-accounts';

/**
 * Never fails for an unreachable database: it is opened in the background, and again with each call.
 * @throws Error when the url names no kind of database
 */
export function openGlobalLimits({ url, patienceMs = 3_000 }: GlobalLimitsSettings): StoredGlobalLimits {
  const { run, close } = keepConnected(databaseAt(url, patienceMs), patienceMs);
  return {
    read: () => run(readLimits),
    put: (limits) =>
      run(async (db) => {
        const row = { limits: JSON.stringify(limits) };
        await db
          .insertInto('global_limits')
          .values({ name: only, ...row })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
          .execute();
      }),
    remove: () =>
      run(async (db) => {
        await db.deleteFrom('global_limits').where('name', '=', only).execute();
      }),
    close,
  };
}

/** As `StoredGlobalLimits` reads them. */
export async function readLimits(db: Kysely<JournalSchema>): Promise<unknown> {
  const row = await db.selectFrom('global_limits').select('limits').where('name', '=', only).executeTakeFirst();
  return row === undefined ? null : parsed(row.limits);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
