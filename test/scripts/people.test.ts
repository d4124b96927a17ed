import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserAt, type Browser } from '../server/browser.ts';
import { installLockstep, type Installation, type UpProcess } from '../support/installed-lockstep.ts';

let installation: Installation;
let up: UpProcess;
let olga: Browser;

const owner = { name: 'Olga', email: 'olga@example.org' };
const password = 'correct horse battery';
const another = 'another long passphrase';

beforeAll(async () => {
  installation = installLockstep();
  installation.writeAccount('master.json', { broker_type: 'kraken' });
  up = await installation.up('--simulator');
  const [, origin = '', token = ''] = /(http:\S+)\/first-owner#token=(\S+)/.exec(up.output()) ?? [];
  olga = await browserAt(`${origin}/api`);
  expect((await olga.ask('POST', '/first-owner', { token, ...owner, password })).status).toBe(200);
  const ann = { name: 'Ann', email: 'ann@example.org', role: 'member', accountIds: ['ann', 'ann2'] };
  expect((await olga.ask('POST', '/people', ann)).status).toBe(200);
}, 180_000);
afterAll(async () => {
  await installation.remove();
});

interface Told {
  readonly email: string;
  readonly role: string;
  readonly accountIds: readonly string[];
  readonly lastSignInAtMs: number | null;
}
interface Link {
  readonly link: string | null;
  readonly path: string;
}
const tokenOf = ({ path }: Link): string => path.replace('/join#token=', '');

test('everybody, with role, accounts and last sign-in; no password, no token', async () => {
  const { code, stdout, stderr } = await installation.run('people');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/Olga +│ olga@example\.org +│ owner +│ all +│ \d{4}-\d\d-\d\d \d\d:\d\d/);
  expect(stdout).toMatch(/Ann +│ ann@example\.org +│ member +│ ann, ann2 +│ never: invited/);
  const { json, stdout: text } = await installation.json<{ readonly people: readonly Told[] }>('people', 'list');
  expect(json.people).toMatchObject([
    { email: 'ann@example.org', role: 'member', accountIds: ['ann', 'ann2'], lastSignInAtMs: null },
    { email: owner.email, role: 'owner', accountIds: [], lastSignInAtMs: expect.any(Number) as number },
  ]);
  expect(text).not.toMatch(/argon2|token|password/i);
});

test('the only owner forgot the password: a link leads back in, and whoever was signed in is not any more', async () => {
  const { code, stdout } = await installation.run('people', 'link', 'OLGA@example.org');
  expect(code).toBe(0);
  const [, origin = '', token = ''] = /^ {2}(http:\S+)\/join#token=(\S+)$/m.exec(stdout) ?? [];
  expect(stdout).toContain('Olga is signed out everywhere.');
  expect((await olga.ask('GET', '/people')).status).toBe(401);

  const browser = await browserAt(`${origin}/api`);
  expect(await browser.ask('POST', '/join', { token, password: another })).toMatchObject({
    status: 200,
    json: { person: owner },
  });
  expect((await browser.ask('GET', '/people')).status).toBe(200);
  expect((await browser.ask('POST', '/session', { email: owner.email, password })).status).toBe(401);
  expect((await browser.ask('POST', '/join', { token, password })).status).toBe(409);
});

test('an email that nobody has: one line, exit code 1, and nobody is signed out', async () => {
  expect(await installation.run('people', 'link', 'eve@example.org')).toEqual({
    ...{ code: 1, stdout: '' },
    stderr: 'nobody has the email eve@example.org: "people" lists everybody\n',
  });
});

test('without a running "up" it works on the database, and tells how to go on', async () => {
  expect(await up.end('SIGTERM')).toBe(0);
  expect((await installation.run('people')).stdout).toContain(owner.email);
  const words = await installation.run('people', 'link', owner.email);
  expect(words.stdout).toMatch(/^ {2}\/join#token=\S+$/m);
  expect(words.stdout).toContain('Lockstep is not running here: start it with "npm start"');
  const { json } = await installation.json<Link>('people', 'link', owner.email);
  expect(json.link).toBeNull();
  expect(tokenOf(json)).toMatch(/^[\w-]{43}$/);
});

test('where nothing was ever started nobody is listed, and no database is made', async () => {
  const empty = installLockstep();
  try {
    expect(await empty.run('people')).toMatchObject({ code: 0, stdout: expect.stringContaining('nobody') as string });
    expect((await empty.run('people', 'link', owner.email)).code).toBe(1);
    expect((await empty.json<{ readonly people: readonly Told[] }>('people')).json.people).toEqual([]);
  } finally {
    await empty.remove();
  }
});
