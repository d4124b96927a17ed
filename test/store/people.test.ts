import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openPeople } from '../../store/open-people.ts';
import type { Joined, People, PersonDetails, StoredPerson } from '../../store/people.ts';
import { sessionIdleMs, sessionLifeMs } from '../../store/person-sessions.ts';
import { onBothDatabases } from './databases.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Starts at a fixed moment and moves only when told. */
function testClock() {
  let nowMs = 1_760_000_000_000;
  return {
    now: () => nowMs,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function peopleAt(url: string, now: () => number = Date.now): People {
  const people = openPeople({ url, patienceMs: 10_000, now });
  onTestFinished(() => people.close());
  return people;
}

const details = (changes: Partial<PersonDetails> = {}): PersonDetails => ({
  name: 'Mia Member',
  email: 'mia@example.org',
  role: 'member',
  accountIds: ['retail_one'],
  ...changes,
});

function joinedPerson(joined: Joined): StoredPerson {
  if (joined.kind !== 'joined') throw new Error(`not joined: ${joined.kind}`);
  return joined.person;
}

async function firstOwner(people: People): Promise<StoredPerson> {
  const token = await people.newFirstOwnerLink();
  return joinedPerson(
    await people.createFirstOwner(token ?? '', { name: 'Olga Owner', email: 'olga@example.org' }, 'hash-olga'),
  );
}

async function joined(people: People, changes: Partial<PersonDetails> = {}): Promise<StoredPerson> {
  const added = await people.add(details(changes));
  if (added.kind !== 'added') throw new Error(added.kind);
  return joinedPerson(await people.join(added.joinToken, 'hash-mia'));
}

/** Every text in every table, past the store's own code. */
async function everythingStored(url: string): Promise<string> {
  const tables = ['access_people', 'access_sessions', 'access_links', 'access_waits', 'access_lock'];
  if (url.startsWith('file:')) {
    const file = new Libsql(fileURLToPath(url));
    onTestFinished(() => {
      file.close();
    });
    return JSON.stringify(tables.map((table) => file.prepare(`select * from ${table}`).all()));
  }
  const client = new pg.Client(url);
  await client.connect();
  const rows = [];
  for (const table of tables) rows.push((await client.query(`select * from ${table}`)).rows);
  await client.end();
  return JSON.stringify(rows);
}

onBothDatabases((newUrl) => {
  test('a second first owner would own everything: of all that use the link at once, one becomes it', async () => {
    const url = await newUrl();
    const processes = [peopleAt(url), peopleAt(url)];
    const [one] = processes as [People, People];
    expect(await one.needsFirstOwner()).toBe(true);
    const token = (await one.newFirstOwnerLink()) ?? '';
    expect(await one.isLinkValid('first-owner', token)).toBe(true);
    expect(await one.isLinkValid('join', token)).toBe(false);
    const all = await Promise.all(
      [0, 1, 2, 3].map((n) =>
        processes[n % 2]!.createFirstOwner(token, { name: `${n}`, email: `${n}@example.org` }, 'hash'),
      ),
    );
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['joined', 'link-invalid', 'link-invalid', 'link-invalid']);
    expect(await one.list()).toHaveLength(1);
    expect(await one.needsFirstOwner()).toBe(false);
    expect(await one.newFirstOwnerLink()).toBeNull();
  });

  test('a link for the first owner opens nothing once a newer one was made, or a day later', async () => {
    const clock = testClock();
    const people = peopleAt(await newUrl(), clock.now);
    const [older, newer] = [(await people.newFirstOwnerLink()) ?? '', (await people.newFirstOwnerLink()) ?? ''];
    const become = (token: string) => people.createFirstOwner(token, { name: 'A', email: 'a@example.org' }, 'hash');
    expect(await become(older)).toEqual({ kind: 'link-invalid' });
    clock.pass(24 * hourMs);
    expect(await become(newer)).toEqual({ kind: 'link-invalid' });
    expect(await become((await people.newFirstOwnerLink()) ?? '')).toMatchObject({ kind: 'joined' });
  });

  test('a member joins by a link that works once, for three days, and not after a newer one was made', async () => {
    const clock = testClock();
    const people = peopleAt(await newUrl(), clock.now);
    const added = await people.add(details({ email: ' Mia@Example.org ', accountIds: ['b', 'a', 'b'] }));
    if (added.kind !== 'added') throw new Error(added.kind);
    const { person, joinToken } = added;
    expect(person).toEqual({ ...details({ accountIds: ['b', 'a'] }), personId: person.personId, hasJoined: false });
    expect(await people.withEmail('MIA@example.org')).toEqual({ person, passwordHash: null });

    const newer = (await people.newJoinLink(person.personId)) ?? '';
    expect(await people.join(joinToken, 'hash')).toEqual({ kind: 'link-invalid' });
    expect(await people.join(newer, 'hash')).toEqual({ kind: 'joined', person: { ...person, hasJoined: true } });
    expect(await people.join(newer, 'hash of a thief')).toEqual({ kind: 'link-invalid' });
    expect(await people.withEmail('mia@example.org')).toMatchObject({ passwordHash: 'hash' });

    const late = (await people.newJoinLink(person.personId)) ?? '';
    clock.pass(3 * 24 * hourMs);
    expect(await people.join(late, 'hash')).toEqual({ kind: 'link-invalid' });
    expect(await people.newJoinLink('nobody')).toBeNull();
  });

  test('one email is one person, however it is written', async () => {
    const people = peopleAt(await newUrl());
    const owner = await firstOwner(people);
    expect(await people.add(details({ email: 'OLGA@example.org' }))).toEqual({ kind: 'email-taken' });
    const mia = await joined(people);
    expect(await people.change(mia.personId, { email: 'Olga@Example.org' })).toEqual({ kind: 'email-taken' });
    expect(await people.change(mia.personId, { email: 'Mia2@Example.org' })).toMatchObject({
      kind: 'changed',
      person: { email: 'mia2@example.org' },
    });
    expect(await people.list()).toEqual([{ ...mia, email: 'mia2@example.org' }, owner]);
  });

  test('what is stored holds no token of a session or link, and no email that was only tried', async () => {
    const url = await newUrl();
    const people = peopleAt(url);
    const owner = await firstOwner(people);
    const link = await people.add(details());
    const session = await people.startSession(owner.personId, 'hash-olga');
    await people.beginSignIn('somebody@example.org', '203.0.113.7');
    const stored = await everythingStored(url);
    expect(stored).toContain('olga@example.org');
    for (const secret of [link.kind === 'added' ? link.joinToken : null, session, 'somebody@', '203.0.113.7']) {
      expect(secret).not.toBeNull();
      expect(stored).not.toContain(secret);
    }
  });

  test('a session ends after long silence, in any case after a week, and when it is ended', async () => {
    const clock = testClock();
    const people = peopleAt(await newUrl(), clock.now);
    const owner = await firstOwner(people);
    const start = async () => (await people.startSession(owner.personId, 'hash-olga')) ?? '';
    const idle = await start();
    expect(await people.session(idle)).toEqual(owner);
    clock.pass(sessionIdleMs - 1);
    expect(await people.session(idle)).toEqual(owner);
    clock.pass(sessionIdleMs - 1);
    expect(await people.session(idle)).toEqual(owner);
    clock.pass(sessionIdleMs);
    expect(await people.session(idle)).toBeNull();

    const busy = await start();
    for (let passed = 0; passed < sessionLifeMs - hourMs; passed += hourMs) {
      clock.pass(hourMs);
      expect(await people.session(busy)).toEqual(owner);
    }
    clock.pass(hourMs);
    expect(await people.session(busy)).toBeNull();

    const [ended, other] = [await start(), await start()];
    await people.endSession(ended);
    expect(await people.session(ended)).toBeNull();
    expect(await people.session(other)).toEqual(owner);
    expect(await people.session('no such token')).toBeNull();
  });

  test('a thief keeps no session: another password, another role and removal end them; other people keep theirs', async () => {
    const people = peopleAt(await newUrl());
    const owner = await firstOwner(people);
    const mia = await joined(people);
    const of = async (person: StoredPerson, hash: string) => (await people.startSession(person.personId, hash)) ?? '';
    const owners = await of(owner, 'hash-olga');

    let stolen = await of(mia, 'hash-mia');
    const renamed = { ...mia, name: 'Mia M.', accountIds: [] };
    await people.change(mia.personId, { name: 'Mia M.', accountIds: [] });
    expect(await people.session(stolen)).toEqual(renamed);
    const reset = (await people.newJoinLink(mia.personId)) ?? '';
    await people.setPassword(mia.personId, 'hash-2');
    expect(await people.session(stolen)).toBeNull();
    expect(await people.startSession(mia.personId, 'hash-mia')).toBeNull();
    expect(await people.join(reset, 'hash-3')).toEqual({ kind: 'link-invalid' });

    stolen = await of(mia, 'hash-2');
    await people.change(mia.personId, { role: 'owner' });
    expect(await people.session(stolen)).toBeNull();
    stolen = await of(mia, 'hash-2');
    const link = (await people.newJoinLink(mia.personId)) ?? '';
    expect(await people.remove(mia.personId)).toBe('removed');
    expect(await people.session(stolen)).toBeNull();
    expect(await people.join(link, 'hash-4')).toEqual({ kind: 'link-invalid' });
    expect(await people.startSession(mia.personId, 'hash-2')).toBeNull();
    expect(await people.session(owners)).toEqual(owner);
  });

  test('there is always an owner who can sign in, also when two take each other’s role at once', async () => {
    const url = await newUrl();
    const [one, two] = [peopleAt(url), peopleAt(url)];
    const olga = await firstOwner(one);
    await one.add(details({ role: 'owner', email: 'invited@example.org' }));
    expect(await one.change(olga.personId, { role: 'member' })).toEqual({ kind: 'last-owner' });
    expect(await one.remove(olga.personId)).toBe('last-owner');
    const mia = await joined(one, { role: 'owner' });
    expect(mia.accountIds).toEqual([]);
    const both = await Promise.all([
      one.change(mia.personId, { role: 'member' }),
      two.change(olga.personId, { role: 'member' }),
    ]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'last-owner']);
    expect(await one.remove('nobody')).toBe('not-found');
    expect(await one.change('nobody', {})).toEqual({ kind: 'not-found' });
  });

  test('an account made later under an old id belongs to nobody who had the old one', async () => {
    const people = peopleAt(await newUrl());
    const mia = await joined(people, { accountIds: ['old', 'kept'] });
    const session = (await people.startSession(mia.personId, 'hash-mia')) ?? '';
    await people.forgetAccount('old');
    expect((await people.session(session))?.accountIds).toEqual(['kept']);
  });

  test('guesses at one email wait longer and longer, over restarts, and no longer than a minute', async () => {
    const clock = testClock();
    const url = await newUrl();
    const people = peopleAt(url, clock.now);
    const attempt = (n: number, by: People = people) => by.beginSignIn('Mia@example.org', `203.0.113.${n}`);
    for (let n = 1; n <= 5; n += 1) expect(await attempt(n)).toBe(0);
    const again = peopleAt(url, clock.now);
    const waits: number[] = [];
    for (let n = 6; n < 16; n += 1) {
      const waitMs = await attempt(n, again);
      waits.push(waitMs);
      clock.pass(waitMs);
      expect(await attempt(n)).toBe(0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((seconds) => seconds * 1_000));
    expect(await people.beginSignIn('other@example.org', '198.51.100.1')).toBe(0);
    clock.pass(minuteMs);
    await people.signInSucceeded('mia@example.org', '198.51.100.1');
    expect(await attempt(20)).toBe(0);
    expect(await attempt(21)).toBe(0);
  });

  test('one address that tries many emails waits up to a quarter of an hour; a success takes back one attempt alone', async () => {
    const clock = testClock();
    const people = peopleAt(await newUrl(), clock.now);
    const attempt = (n: number) => people.beginSignIn(`${n}@example.org`, '2001:db8:1:2::1');
    for (let n = 0; n < 20; n += 1) expect(await attempt(n)).toBe(0);
    expect(await attempt(20)).toBe(1_000);
    expect(await people.beginSignIn('21@example.org', '2001:0DB8:1:2:ffff::1')).toBeGreaterThan(0);
    expect(await people.beginSignIn('22@example.org', '2001:db8:1:3::1')).toBe(0);
    clock.pass(1_000);
    await people.signInSucceeded('1@example.org', '2001:db8:1:2::1');
    expect(await attempt(23)).toBe(0);
    expect(await attempt(24)).toBe(1_000);
    for (let n = 0; n < 12; n += 1) {
      clock.pass(await attempt(30 + n));
      await attempt(30 + n);
    }
    expect(await attempt(50)).toBe(15 * minuteMs);
    clock.pass(24 * hourMs);
    for (let n = 60; n < 79; n += 1) expect(await attempt(n)).toBe(0);
  });

  test('guesses sent all at once are counted before they are tried', async () => {
    const clock = testClock();
    const url = await newUrl();
    const processes = [peopleAt(url, clock.now), peopleAt(url, clock.now)];
    const waits = await Promise.all(
      Array.from({ length: 40 }, (_, n) => processes[n % 2]!.beginSignIn('mia@example.org', `203.0.113.${n}`)),
    );
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
  });
});
