import { expect, test } from 'vitest';
import { csrfTokenOf } from '../../server/auth/csrf.ts';
import { firstOwnerLink } from '../../server/auth/first-owner-link.ts';
import { digestOf } from '../../store/secret-token.ts';
import { sessionIdleMs } from '../../store/person-sessions.ts';
import { authApp, member, owner, type AuthApp } from './auth-app.ts';
import { browserAt, type Browser } from './browser.ts';
import { brokenPromises, type RouteAccess, type Visitor } from './route-access.ts';

const samples: readonly RouteAccess[] = (['anybody', 'person', 'owner', 'account', 'secret', undefined] as const)
  .map((access) => ({ access, url: `/sample/${access ?? 'untold'}/:id` }))
  .flatMap((route) => ['GET', 'HEAD', 'POST'].map((method) => ({ ...route, method })));

const headersOf = ({ cookie, csrfToken }: Browser) => ({ cookie, 'x-csrf-token': csrfToken });
const signInAs = (browser: Browser, { email, password }: { readonly email: string; readonly password: string }) =>
  browser.ask('POST', '/session', { email, password });
const tokenOf = ({ cookie }: Browser): string => cookie.split('=')[1] ?? '';
const nameOfWhoIsSignedIn = async (browser: Browser): Promise<string | null> =>
  (await browser.ask('GET', '/session')).json.person?.name ?? null;
const link = async ({ people, url }: AuthApp): Promise<string> =>
  (await firstOwnerLink(people, url))?.split('#token=')[1] ?? '';

test('every kind of access lets in whom it names, and refuses everybody else before the body is read', async () => {
  const app = await authApp();
  const [own, nobody] = [await app.asOwner(), await app.browser()];
  const mias = await app.asMember(own);
  const visitors: readonly Visitor[] = [
    { name: 'nobody', headers: headersOf(nobody), role: 'nobody', accountIds: [] },
    { name: 'member', headers: headersOf(mias), role: 'member', accountIds: ['mine'] },
    { name: 'owner', headers: headersOf(own), role: 'owner', accountIds: [] },
  ];
  expect(await brokenPromises(app.url, samples, visitors, ['mine', 'theirs', 'MINE', 'mine%2F..%2Ftheirs'])).toEqual(
    [],
  );
  expect((await own.ask('POST', '/sample/account-without-id', {})).status).toBe(403);
  const unreadable = await fetch(`${app.url}/sample/owner/x`, {
    method: 'POST',
    headers: { ...headersOf(mias), 'content-type': 'application/json' },
    body: '{ not JSON',
  });
  expect(unreadable.status).toBe(403);
  expect((await own.ask('GET', '/sample/nowhere')).status).toBe(404);
  const answer = await mias.ask('GET', '/sample/account/mine');
  expect(answer.json.person).toMatchObject({ name: 'Mia', role: 'member', accountIds: ['mine'] });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect((await mias.ask('GET', '/sample/account/theirs')).json).toEqual({
    error: { message: 'this account is not yours' },
  });
});

test('a member neither sees nor changes people, and loses an account as soon as the owner takes it away', async () => {
  const app = await authApp();
  const own = await app.asOwner();
  const mias = await app.asMember(own);
  const { personId } = (await mias.ask('GET', '/session')).json.person;
  expect((await mias.ask('GET', '/people')).status).toBe(403);
  expect((await mias.ask('PATCH', `/people/${personId}`, { role: 'owner' })).status).toBe(403);
  expect((await mias.ask('PATCH', `/people/${personId}`, { accountIds: ['theirs'] })).status).toBe(403);
  expect((await mias.ask('POST', `/people/${personId}/link`)).status).toBe(403);
  expect((await mias.ask('GET', '/sample/account/mine')).status).toBe(200);
  expect((await own.ask('PATCH', `/people/${personId}`, { accountIds: ['other'] })).status).toBe(200);
  expect((await mias.ask('GET', '/sample/account/mine')).status).toBe(403);
  expect((await mias.ask('GET', '/sample/account/other')).status).toBe(200);
  expect((await own.ask('DELETE', `/people/${personId}`)).status).toBe(204);
  expect((await mias.ask('GET', '/sample/person/x')).status).toBe(401);
  expect((await own.ask('DELETE', `/people/${personId}`)).status).toBe(404);
});

test('the cookie is kept from scripts and other sites, and behind TLS from plain HTTP and other hosts', async () => {
  const app = await authApp();
  const own = await app.asOwner();
  const plain = (await signInAs(own, owner)).headers.getSetCookie();
  expect(plain).toHaveLength(1);
  expect(plain[0]).toMatch(/^lockstep_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
  const behindProxy = await fetch(`${app.url}/session`, { headers: { 'x-forwarded-proto': 'https' } });
  expect(behindProxy.headers.getSetCookie()[0]).toMatch(
    /^__Host-lockstep_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  // What plain HTTP could have planted opens nothing behind TLS.
  const planted = await fetch(`${app.url}/session`, {
    headers: { cookie: own.cookie, 'x-forwarded-proto': 'https' },
  });
  expect(await planted.json()).toMatchObject({ person: null });
  const named = await authApp({ publicOrigin: 'https://lockstep.example.org' });
  const answer = await fetch(`${named.url}/session`);
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-.*; Secure; /);
});

test('a change that another site’s page sends in the owner’s name is refused', async () => {
  const app = await authApp();
  const own = await app.asOwner();
  const mias = await app.asMember(own);
  const change = (headers: Readonly<Record<string, string>>) => own.ask('POST', '/sample/owner/x', {}, headers);
  expect((await change({})).status).toBe(200);
  for (const token of ['', 'x', mias.csrfToken, own.csrfToken.slice(1), `${own.csrfToken}x`, tokenOf(own)])
    expect([token, (await change({ 'x-csrf-token': token })).status]).toEqual([token, 403]);
  const missing = await fetch(`${app.url}/sample/owner/x`, { method: 'POST', headers: { cookie: own.cookie } });
  expect(missing.status).toBe(403);
  expect(await missing.json()).toEqual({
    error: { message: 'the header x-csrf-token must hold the token that GET /api/session answers' },
  });
  for (const origin of ['https://evil.example', 'null', app.url.replace('http:', 'https:'), `${app.url}0`])
    expect([origin, (await change({ origin })).status]).toEqual([origin, 403]);
  expect((await change({ origin: app.url })).status).toBe(200);
  expect((await own.ask('GET', '/sample/owner/x')).status).toBe(200);

  const behindProxy = await authApp({ publicOrigin: 'https://lockstep.example.org' });
  const other = await behindProxy.asOwner();
  const send = (origin: string) => other.ask('POST', '/sample/owner/x', {}, { origin });
  expect((await send('https://lockstep.example.org')).status).toBe(200);
  expect((await send('https://lockstep.example.org.evil.example')).status).toBe(403);
});

test('nobody is signed in by another site’s page either, nor into a session that a thief prepared', async () => {
  const app = await authApp();
  await app.asOwner();
  const forged = await fetch(`${app.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password: owner.password }),
  });
  expect(forged.status).toBe(403);
  const browser = await app.browser();
  const prepared = browser.cookie;
  expect((await signInAs(browser, owner)).status).toBe(200);
  expect(browser.cookie).not.toBe(prepared);
  const before = await browserAt(app.url);
  before.cookie = browser.cookie;
  expect(await nameOfWhoIsSignedIn(before)).toBe('Olga');
  expect((await signInAs(browser, owner)).status).toBe(200);
  expect(await nameOfWhoIsSignedIn(before)).toBeNull();
  const thief = await browserAt(app.url);
  thief.cookie = prepared;
  expect(await nameOfWhoIsSignedIn(thief)).toBeNull();
});

test('a stolen session ends with signing out, another password, another role and a long silence', async () => {
  const app = await authApp();
  const own = await app.asOwner();
  const thief = await browserAt(app.url);
  const steal = async (from: Browser) => {
    thief.cookie = from.cookie;
    thief.csrfToken = from.csrfToken;
    expect(await nameOfWhoIsSignedIn(thief)).not.toBeNull();
    thief.cookie = from.cookie;
  };
  const isOver = async () => {
    expect((await thief.ask('GET', '/sample/person/x')).status).toBe(401);
    expect((await thief.ask('POST', '/sample/account/mine', {})).status).toBe(401);
  };
  await steal(own);
  const signedOut = await own.ask('DELETE', '/session');
  expect(signedOut.json).toEqual({ person: null, csrfToken: expect.any(String) });
  expect(await nameOfWhoIsSignedIn(own)).toBeNull();
  await isOver();

  await signInAs(own, owner);
  await steal(own);
  const newPassword = 'another long password';
  const change = (currentPassword: string) => own.ask('PUT', '/session/password', { currentPassword, newPassword });
  expect((await change('wrong password')).status).toBe(401);
  expect((await thief.ask('GET', '/sample/person/x')).status).toBe(200);
  expect((await change(owner.password)).status).toBe(200);
  expect(await nameOfWhoIsSignedIn(own)).toBe('Olga');
  await isOver();
  expect((await signInAs(await app.browser(), owner)).status).toBe(401);

  const mias = await app.asMember(own);
  await steal(mias);
  const { personId } = (await mias.ask('GET', '/session')).json.person;
  await own.ask('PATCH', `/people/${personId}`, { role: 'owner' });
  await isOver();

  await signInAs(own, { ...owner, password: newPassword });
  await steal(own);
  app.pass(sessionIdleMs + 1);
  await isOver();
  expect(await nameOfWhoIsSignedIn(own)).toBeNull();
});

test('guessing a password waits, tells nothing of who is known, and lets the right one in afterwards', async () => {
  const app = await authApp();
  await app.asOwner();
  const browser = await app.browser();
  const guess = (email: string) => signInAs(browser, { email, password: 'a wild guess' });
  for (let n = 0; n < 5; n += 1) {
    const [known, unknown] = [await guess(owner.email), await guess('unknown@example.org')];
    expect(known.status).toBe(401);
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
  }
  const known = await signInAs(browser, owner);
  expect([known.status, known.headers.get('retry-after')]).toEqual([429, '1']);
  expect(known.json.error.message).toBe('too many attempts to sign in: wait 1 s');
  expect((await guess('unknown@example.org')).text).toBe(known.text);
  app.pass(1_001);
  expect((await signInAs(browser, owner)).status).toBe(200);
  expect(await nameOfWhoIsSignedIn(browser)).toBe('Olga');

  for (let n = 0; n < 10; n += 1) await guess(`${n}@example.org`);
  expect((await guess('fresh@example.org')).status).toBe(429);
});

test('whoever was invited and has not joined can’t sign in, with no password and with any', async () => {
  const app = await authApp();
  const own = await app.asOwner();
  await own.ask('POST', '/people', { name: 'Mia', email: member.email, role: 'owner', accountIds: [] });
  const browser = await app.browser();
  for (const password of ['', 'null', 'nobody has this password'])
    expect((await signInAs(browser, { email: member.email, password })).status).toBe(401);
});

test('a link is used once: whoever finds it afterwards becomes neither owner nor member', async () => {
  const app = await authApp();
  const before = await app.browser();
  expect((await before.ask('GET', '/session')).json).toMatchObject({ person: null, needsFirstOwner: true });
  const first = await link(app);
  const become = async (token: string, email = 'thief@example.org') =>
    (await app.browser()).ask('POST', '/first-owner', { ...owner, token, email });
  expect((await become('guessed')).status).toBe(409);
  expect((await become(first, owner.email)).status).toBe(200);
  expect((await become(first)).json.error.message).toBe(
    'this link was used or is too old: start Lockstep again for a new one',
  );
  expect(await firstOwnerLink(app.people, app.url)).toBeNull();
  expect((await (await app.browser()).ask('GET', '/session')).json.needsFirstOwner).toBe(false);

  const own = await app.browser();
  await signInAs(own, owner);
  const invited = { name: 'Mia', email: member.email, role: 'member', accountIds: ['mine'] };
  const { person, joinToken } = (await own.ask('POST', '/people', invited)).json;
  expect(person).toMatchObject({ ...invited, hasJoined: false });
  const join = async (token: string, password: string) =>
    (await app.browser()).ask('POST', '/join', { token, password });
  expect((await join(joinToken, 'too short')).status).toBe(400);
  expect((await join(joinToken, member.password)).json.person).toMatchObject({ name: 'Mia', role: 'member' });
  expect((await join(joinToken, 'password of a thief')).status).toBe(409);
  expect((await signInAs(await app.browser(), member)).status).toBe(200);

  const forgotten = (await own.ask('POST', `/people/${person.personId}/link`)).json.joinToken;
  expect((await join(forgotten, 'remembered from now on')).status).toBe(200);
  expect((await signInAs(await app.browser(), member)).status).toBe(401);
  const late = (await own.ask('POST', `/people/${person.personId}/link`)).json.joinToken;
  app.pass(3 * 24 * 3_600_000);
  expect((await join(late, member.password)).status).toBe(409);
});

test('what is sent wrong is named with its path, and the last owner stays one', async () => {
  const app = await authApp();
  const own = await app.asOwner();
  const { personId } = (await own.ask('GET', '/session')).json.person;
  const issuesOf = async (method: string, path: string, body: unknown) => {
    const { status, json } = await own.ask(method, path, body);
    return [status, ...(json.error.issues ?? []).map((issue: { path: string; message: string }) => issue)];
  };
  const invited = { name: 'Mia', email: member.email, role: 'member', accountIds: [] };
  expect(await issuesOf('POST', '/people', { ...invited, personId })).toEqual([
    400,
    { path: 'personId', message: 'unknown field' },
  ]);
  expect(
    await issuesOf('POST', '/people', { ...invited, email: 'x', role: 'admin', accountIds: ['a', '../b'] }),
  ).toEqual([
    400,
    { path: 'email', message: 'expected an email address' },
    { path: 'role', message: 'expected "owner" or "member"' },
    { path: 'accountIds.1', message: expect.stringContaining('expected 1 to 64 letters') },
  ]);
  expect(await issuesOf('PATCH', `/people/${personId}`, { hasJoined: false })).toEqual([
    400,
    { path: 'hasJoined', message: 'unknown field' },
  ]);
  expect(await issuesOf('POST', '/people', { ...invited, email: owner.email.toUpperCase() })).toEqual([
    400,
    { path: 'email', message: 'somebody else has it' },
  ]);
  expect(await issuesOf('POST', '/session', { email: [owner.email], password: { $ne: '' } })).toEqual([
    400,
    { path: 'email', message: 'expected text' },
    { path: 'password', message: 'expected text' },
  ]);
  expect(await issuesOf('POST', '/join', { token: 'x', password: 'aaaaaaaaaaaaaaaa' })).toEqual([
    400,
    { path: 'password', message: 'expected at least 5 different characters' },
  ]);
  for (const [method, body] of [
    ['PATCH', { role: 'member' }],
    ['DELETE', undefined],
  ] as const) {
    const answer = await own.ask(method, `/people/${personId}`, body);
    expect([answer.status, answer.json.error.message]).toEqual([
      409,
      'nobody else is an owner: make another person one first',
    ]);
  }
});

test('while the database is away, who was signed in can still press stop, and nobody else can do anything', async () => {
  const app = await authApp();
  const own = await app.asOwner();
  const stranger = await app.browser();
  expect((await own.ask('POST', '/sample/account/x', {})).status).toBe(200);
  await app.loseDatabase();
  expect((await stranger.ask('DELETE', '/session')).status).toBe(503);
  expect((await own.ask('POST', '/sample/account/x', {})).status).toBe(200);
  const refused = await stranger.ask('POST', '/sample/account/x', {});
  expect([refused.status, refused.json.error.message]).toEqual([
    503,
    'the database does not answer, so nobody can be recognized: use the command line',
  ]);
  expect((await own.ask('DELETE', '/session')).status).toBe(503);
  expect((await own.ask('POST', '/sample/account/x', {})).status).toBe(503);
});

test('no password, token or hash is in any answer or log', async () => {
  const app = await authApp();
  const token = await link(app);
  const answers: string[] = [];
  const browsers = [await app.browser(), await app.browser(), await app.browser()] as const;
  const [own, mias, stranger] = browsers;
  const ask = async (browser: Browser, method: string, path: string, body?: unknown) => {
    const answer = await browser.ask(method, path, body);
    answers.push(answer.text);
    return answer;
  };
  await ask(own, 'POST', '/first-owner', { ...owner, token });
  const { name, email, password } = member;
  const { joinToken, person } = (await ask(own, 'POST', '/people', { name, email, role: 'member', accountIds: [] }))
    .json;
  answers.pop();
  await ask(mias, 'POST', '/join', { token: joinToken, password });
  await ask(mias, 'POST', '/join', { token: joinToken, password });
  await ask(stranger, 'POST', '/session', { email, password: 'a wild guess' });
  await ask(stranger, 'POST', '/session', { email, password: [password] });
  await ask(own, 'GET', '/people');
  await ask(own, 'PATCH', `/people/${person.personId}`, { name: 'Mia M.' });
  await ask(mias, 'PUT', '/session/password', { currentPassword: password, newPassword: password });
  const hashes = [owner, member].map(async (one) => (await app.people.withEmail(one.email))?.passwordHash ?? '');
  const [ownersHash = '', miasHash = ''] = await Promise.all(hashes);
  expect(ownersHash).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);

  const told = answers.join('\n');
  const secrets = [token, joinToken, owner.password, 'a wild guess', ownersHash, miasHash, '$argon2'];
  const sessions = browsers.flatMap((browser) => [tokenOf(browser), digestOf(tokenOf(browser))]);
  for (const secret of [...secrets, password, digestOf(token), digestOf(joinToken), ...sessions]) {
    expect(secret.length).toBeGreaterThan(5);
    expect(told).not.toContain(secret);
  }
  expect(app.log()).toContain('an attempt to sign in failed');
  for (const secret of [...secrets, ...sessions, ...browsers.map((browser) => csrfTokenOf(tokenOf(browser)))])
    expect(app.log()).not.toContain(secret);
});
