import type { Kysely } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';
import type { LinkPurpose } from './people.ts';
import { digestOf, newSecretToken } from './secret-token.ts';

type Db = Kysely<JournalSchema>;

const lifeMs: Readonly<Record<LinkPurpose, number>> = {
  'first-owner': 24 * 3_600_000,
  join: 3 * 24 * 3_600_000,
};

/**
 * Makes a link that takes the place of earlier ones of the same kind; within a transaction of its caller's.
 * @param personId null: for the first owner
 */
export async function linkTo(db: Db, purpose: LinkPurpose, personId: string | null, nowMs: number): Promise<string> {
  const token = newSecretToken();
  await db
    .deleteFrom('access_links')
    .where('purpose', '=', purpose)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .execute();
  await db
    .insertInto('access_links')
    .values({
      token_hash: digestOf(token),
      purpose,
      person_id: personId,
      expires_at_ms: nowMs + lifeMs[purpose],
    })
    .execute();
  return token;
}

/** Null: no such link, or not any more. */
export async function validLink(
  db: Db,
  purpose: LinkPurpose,
  token: string,
  nowMs: number,
): Promise<{ readonly personId: string | null } | null> {
  const link = await db
    .selectFrom('access_links')
    .select('person_id')
    .where('token_hash', '=', digestOf(token))
    .where('purpose', '=', purpose)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return link === undefined ? null : { personId: link.person_id };
}
