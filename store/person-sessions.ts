import type { Kysely } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';
import { alone } from './people-lock.ts';
import { personById, personOf } from './person-rows.ts';
import type { StoredPerson } from './people.ts';
import { digestOf, newSecretToken } from './secret-token.ts';

type Db = Kysely<JournalSchema>;

/** A session ends when nothing was asked in it for this long … */
export const sessionIdleMs = 12 * 3_600_000;
/** … and in any case this long after its start. */
export const sessionLifeMs = 7 * 24 * 3_600_000;
/** Being seen is written down no oftener than this. */
const seenEveryMs = 60_000;

export const startSession = (db: Db, personId: string, passwordHash: string, nowMs: number): Promise<string | null> =>
  alone(db, async (transaction) => {
    const row = await personById(transaction, personId);
    if (row?.password_hash !== passwordHash) return null;
    const token = newSecretToken();
    await transaction
      .deleteFrom('access_sessions')
      .where((session) =>
        session.or([
          session('started_at_ms', '<=', nowMs - sessionLifeMs),
          session('seen_at_ms', '<=', nowMs - sessionIdleMs),
        ]),
      )
      .execute();
    await transaction
      .insertInto('access_sessions')
      .values({ token_hash: digestOf(token), person_id: personId, started_at_ms: nowMs, seen_at_ms: nowMs })
      .execute();
    await transaction
      .updateTable('access_people')
      .set({ signed_in_at_ms: nowMs })
      .where('person_id', '=', personId)
      .execute();
    return token;
  });

export async function personOfSession(db: Db, token: string, nowMs: number): Promise<StoredPerson | null> {
  const tokenHash = digestOf(token);
  const row = await db
    .selectFrom('access_sessions')
    .innerJoin('access_people', 'access_people.person_id', 'access_sessions.person_id')
    .selectAll('access_people')
    .select('seen_at_ms')
    .where('token_hash', '=', tokenHash)
    .where('started_at_ms', '>', nowMs - sessionLifeMs)
    .where('seen_at_ms', '>', nowMs - sessionIdleMs)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (nowMs - Number(row.seen_at_ms) >= seenEveryMs)
    await db.updateTable('access_sessions').set({ seen_at_ms: nowMs }).where('token_hash', '=', tokenHash).execute();
  return personOf(row);
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('access_sessions').where('token_hash', '=', digestOf(token)).execute();
}

export async function endSessionsOf(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('access_sessions').where('person_id', '=', personId).execute();
}

/** By person id. */
export async function latestSignIns(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('access_people').select(['person_id', 'signed_in_at_ms']).execute();
  return new Map(
    rows.flatMap((row) => (row.signed_in_at_ms === null ? [] : [[row.person_id, Number(row.signed_in_at_ms)]])),
  );
}
