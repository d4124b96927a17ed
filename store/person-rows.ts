import type { Kysely } from 'kysely';
import { columnText } from './journal-rows.ts';
import type { JournalSchema } from './journal-schema.ts';
import type { PersonRow } from './people-schema.ts';
import type { PersonDetails, StoredPerson } from './people.ts';

type Db = Kysely<JournalSchema>;

export const emailText = (email: string): string => columnText(email.trim().toLowerCase());

export const personOf = (row: PersonRow): StoredPerson => ({
  personId: row.person_id,
  name: row.name,
  email: row.email,
  role: row.role === 'owner' ? 'owner' : 'member',
  accountIds: JSON.parse(row.account_ids) as readonly string[],
  hasJoined: row.password_hash !== null,
});

export const detailColumns = ({ name, email, role, accountIds }: PersonDetails) => ({
  name: columnText(name),
  email: emailText(email),
  role,
  account_ids: JSON.stringify(role === 'owner' ? [] : [...new Set(accountIds)]),
});

export const personById = (db: Db, personId: string): Promise<PersonRow | undefined> =>
  db.selectFrom('access_people').selectAll().where('person_id', '=', columnText(personId)).executeTakeFirst();

export const personByEmail = (db: Db, email: string): Promise<PersonRow | undefined> =>
  db.selectFrom('access_people').selectAll().where('email', '=', emailText(email)).executeTakeFirst();

/** Those who can sign in and are owners, without the one named. */
export async function hasOwnerBeside(db: Db, personId: string | null): Promise<boolean> {
  const owner = await db
    .selectFrom('access_people')
    .select('person_id')
    .where('role', '=', 'owner')
    .where('password_hash', 'is not', null)
    .$if(personId !== null, (query) => query.where('person_id', '!=', personId ?? ''))
    .executeTakeFirst();
  return owner !== undefined;
}
