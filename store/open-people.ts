import { databaseAt } from './database-at.ts';
import { keepConnected } from './keep-connected.ts';
import { addPerson, changePerson, forgetAccount, removePerson, setPassword } from './person-changes.ts';
import { createFirstOwner, join, newFirstOwnerLink, newJoinLink } from './person-joining.ts';
import { validLink } from './person-links.ts';
import { hasOwnerBeside, personByEmail, personOf } from './person-rows.ts';
import { endSession, endSessionsOf, latestSignIns, personOfSession, startSession } from './person-sessions.ts';
import type { People } from './people.ts';
import { beginSignIn, signInSucceeded } from './sign-in-waits.ts';

export interface PeopleSettings {
  /** Of the journal. */
  readonly url: string;
  /** No call takes longer; one that can't be done by then rejects. */
  readonly patienceMs?: number;
  readonly now?: () => number;
}

/**
 * Never fails for an unreachable database: it is opened in the background, and again with each call.
 * @throws Error when the url names no kind of database
 */
export function openPeople({ url, patienceMs = 3_000, now = Date.now }: PeopleSettings): People {
  const { run, close } = keepConnected(databaseAt(url, patienceMs), patienceMs);
  return {
    list: () =>
      run(async (db) => (await db.selectFrom('access_people').selectAll().orderBy('name').execute()).map(personOf)),
    needsFirstOwner: () => run(async (db) => !(await hasOwnerBeside(db, null))),
    withEmail: (email) =>
      run(async (db) => {
        const row = await personByEmail(db, email);
        return row === undefined ? null : { person: personOf(row), passwordHash: row.password_hash };
      }),
    add: (details) => run((db) => addPerson(db, details, now())),
    change: (personId, changes) => run((db) => changePerson(db, personId, changes)),
    remove: (personId) => run((db) => removePerson(db, personId)),
    setPassword: (personId, passwordHash) => run((db) => setPassword(db, personId, passwordHash)),
    forgetAccount: (accountId) => run((db) => forgetAccount(db, accountId)),
    newJoinLink: (personId) => run((db) => newJoinLink(db, personId, now())),
    newFirstOwnerLink: () => run((db) => newFirstOwnerLink(db, now())),
    isLinkValid: (purpose, token) => run(async (db) => (await validLink(db, purpose, token, now())) !== null),
    join: (token, passwordHash) => run((db) => join(db, token, passwordHash, now())),
    createFirstOwner: (token, details, passwordHash) =>
      run((db) => createFirstOwner(db, token, details, passwordHash, now())),
    startSession: (personId, passwordHash) => run((db) => startSession(db, personId, passwordHash, now())),
    session: (token) => run((db) => personOfSession(db, token, now())),
    endSession: (token) => run((db) => endSession(db, token)),
    endSessionsOf: (personId) => run((db) => endSessionsOf(db, personId)),
    signIns: () => run(latestSignIns),
    beginSignIn: (email, address) => run((db) => beginSignIn(db, email, address, now())),
    signInSucceeded: (email, address) => run((db) => signInSucceeded(db, email, address)),
    close,
  };
}
