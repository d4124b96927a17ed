import type { Kysely } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';
import { alone } from './people-lock.ts';
import { newPersonRow, storePassword } from './person-changes.ts';
import { linkTo, validLink } from './person-links.ts';
import { hasOwnerBeside, personByEmail, personById, personOf } from './person-rows.ts';
import type { Joined, PersonDetails } from './people.ts';

type Db = Kysely<JournalSchema>;

export const newJoinLink = (db: Db, personId: string, nowMs: number): Promise<string | null> =>
  alone(db, async (transaction) =>
    (await personById(transaction, personId)) === undefined ? null : linkTo(transaction, 'join', personId, nowMs),
  );

export const newFirstOwnerLink = (db: Db, nowMs: number): Promise<string | null> =>
  alone(db, async (transaction) =>
    (await hasOwnerBeside(transaction, null)) ? null : linkTo(transaction, 'first-owner', null, nowMs),
  );

export const join = (db: Db, token: string, passwordHash: string, nowMs: number): Promise<Joined> =>
  alone(db, async (transaction) => {
    const link = await validLink(transaction, 'join', token, nowMs);
    const row = link?.personId == null ? undefined : await personById(transaction, link.personId);
    if (row === undefined) return { kind: 'link-invalid' };
    await storePassword(transaction, row.person_id, passwordHash);
    return { kind: 'joined', person: personOf({ ...row, password_hash: passwordHash }) };
  });

export const createFirstOwner = (
  db: Db,
  token: string,
  { name, email }: Pick<PersonDetails, 'name' | 'email'>,
  passwordHash: string,
  nowMs: number,
): Promise<Joined> =>
  alone(db, async (transaction) => {
    const link = await validLink(transaction, 'first-owner', token, nowMs);
    if (link === null || (await hasOwnerBeside(transaction, null))) return { kind: 'link-invalid' };
    if ((await personByEmail(transaction, email)) !== undefined) return { kind: 'email-taken' };
    const row = newPersonRow({ name, email, role: 'owner', accountIds: [] }, passwordHash, nowMs);
    await transaction.insertInto('access_people').values(row).execute();
    await transaction.deleteFrom('access_links').where('purpose', '=', 'first-owner').execute();
    return { kind: 'joined', person: personOf(row) };
  });
