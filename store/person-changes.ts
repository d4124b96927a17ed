import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';
import { alone } from './people-lock.ts';
import { linkTo } from './person-links.ts';
import { detailColumns, hasOwnerBeside, personByEmail, personById, personOf } from './person-rows.ts';
import type { PersonRow } from './people-schema.ts';
import type { Added, Changed, PersonDetails } from './people.ts';

type Db = Kysely<JournalSchema>;

export const newPersonRow = (details: PersonDetails, passwordHash: string | null, nowMs: number): PersonRow => ({
  ...detailColumns(details),
  person_id: randomUUID(),
  password_hash: passwordHash,
  added_at_ms: nowMs,
  signed_in_at_ms: null,
});

export const addPerson = (db: Db, details: PersonDetails, nowMs: number): Promise<Added> =>
  alone(db, async (transaction) => {
    if ((await personByEmail(transaction, details.email)) !== undefined) return { kind: 'email-taken' };
    const row = newPersonRow(details, null, nowMs);
    await transaction.insertInto('access_people').values(row).execute();
    const joinToken = await linkTo(transaction, 'join', row.person_id, nowMs);
    return { kind: 'added', person: personOf(row), joinToken };
  });

export const changePerson = (db: Db, personId: string, changes: Partial<PersonDetails>): Promise<Changed> =>
  alone(db, async (transaction) => {
    const row = await personById(transaction, personId);
    if (row === undefined) return { kind: 'not-found' };
    const known = personOf(row);
    const details: PersonDetails = { ...known, ...changes };
    const hasNewRole = details.role !== known.role;
    if (hasNewRole && (await isLastOwner(transaction, row))) return { kind: 'last-owner' };
    const namesake = await personByEmail(transaction, details.email);
    if (namesake !== undefined && namesake.person_id !== personId) return { kind: 'email-taken' };
    const columns = detailColumns(details);
    await transaction.updateTable('access_people').set(columns).where('person_id', '=', personId).execute();
    if (hasNewRole) await endSessionsOf(transaction, personId);
    return { kind: 'changed', person: personOf({ ...row, ...columns }) };
  });

export const removePerson = (db: Db, personId: string): Promise<'removed' | 'last-owner' | 'not-found'> =>
  alone(db, async (transaction) => {
    const row = await personById(transaction, personId);
    if (row === undefined) return 'not-found';
    if (await isLastOwner(transaction, row)) return 'last-owner';
    await endSessionsOf(transaction, personId);
    await transaction.deleteFrom('access_links').where('person_id', '=', personId).execute();
    await transaction.deleteFrom('access_people').where('person_id', '=', personId).execute();
    return 'removed';
  });

export const setPassword = (db: Db, personId: string, passwordHash: string): Promise<void> =>
  alone(db, (transaction) => storePassword(transaction, personId, passwordHash));

/** Within a transaction of its caller's. */
export async function storePassword(db: Db, personId: string, passwordHash: string): Promise<void> {
  await db
    .updateTable('access_people')
    .set({ password_hash: passwordHash })
    .where('person_id', '=', personId)
    .execute();
  await endSessionsOf(db, personId);
  await db.deleteFrom('access_links').where('person_id', '=', personId).execute();
}

export const forgetAccount = (db: Db, accountId: string): Promise<void> =>
  alone(db, async (transaction) => {
    const rows = await transaction.selectFrom('access_people').selectAll().execute();
    for (const row of rows) {
      const { personId, accountIds } = personOf(row);
      if (!accountIds.includes(accountId)) continue;
      await transaction
        .updateTable('access_people')
        .set({ account_ids: JSON.stringify(accountIds.filter((id) => id !== accountId)) })
        .where('person_id', '=', personId)
        .execute();
    }
  });

async function isLastOwner(db: Db, { person_id, role, password_hash }: PersonRow): Promise<boolean> {
  return role === 'owner' && password_hash !== null && !(await hasOwnerBeside(db, person_id));
}

async function endSessionsOf(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('access_sessions').where('person_id', '=', personId).execute();
}
