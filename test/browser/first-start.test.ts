import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goTo, openAccount } from './support/deeds.ts';
import { becomeFirstOwner, olga, signIn } from './support/people.ts';
import { runLockstep, type RunningLockstep } from './support/running-lockstep.ts';
import { hasBrowser, visits, type Visit } from './support/visits.ts';

describe.skipIf(!hasBrowser())('a first start', () => {
  const browsers = visits();
  let lockstep: RunningLockstep;
  let owner: Visit;
  beforeAll(async () => {
    lockstep = await runLockstep([]);
    owner = await browsers.open();
  });
  afterAll(() => lockstep.close());

  test('the one-time link makes the owner, and makes nobody else one a second time', async () => {
    await becomeFirstOwner(owner.page, lockstep.firstOwnerLink);
    const stranger = await browsers.open();
    await stranger.page.goto(lockstep.firstOwnerLink);
    await stranger.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const { status } = await fetch(`${lockstep.url}/api/first-owner`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await asNobody()) },
      body: JSON.stringify({
        ...{ name: 'Mallory', email: 'mallory@example.org', password: 'a password long enough' },
        token: new URLSearchParams(new URL(lockstep.firstOwnerLink).hash.slice(1)).get('token'),
      }),
    });
    expect(status).toBeGreaterThanOrEqual(400);
  });

  /** The headers of a browser in which nobody is signed in. */
  async function asNobody(): Promise<Record<string, string>> {
    const answer = await fetch(`${lockstep.url}/api/session`);
    const { csrfToken } = (await answer.json()) as { readonly csrfToken: string };
    return { 'x-csrf-token': csrfToken, cookie: answer.headers.getSetCookie().map(beforeAttributes).join('; ') };
  }

  test('an account is added with its key, the exchange proves the key, and no one can read it back', async () => {
    const { page } = owner;
    const key = `KEY${randomBytes(20).toString('hex')}`;
    const { secret } = await lockstep.exchange.createAccount({ name: 'anna', key, balances: { USD: '4321' } });
    await goTo(page, 'Accounts');
    await page.getByRole('button', { name: 'Add an account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an account' });
    await dialog.getByLabel('Whose account is it?').fill('Anna Meyer');
    await dialog.getByRole('textbox', { name: 'API key' }).fill(key);
    await dialog.getByRole('textbox', { name: 'API secret' }).fill(secret);
    expect(await everythingIn(page)).toContain(secret);
    await dialog.getByRole('button', { name: 'Add the account' }).click();
    await dialog.getByText('May trade').waitFor();
    await dialog.getByText("Can't withdraw").waitFor();
    await dialog.getByText(/Equity \$4,321\.00/).waitFor();
    const masked = `${key.slice(0, 3)}…${key.slice(-3)}`;
    await dialog.getByText(masked).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();

    await openAccount(page, 'Anna Meyer');
    await page.getByText('in the vault, encrypted').waitFor();
    await page.getByText(/^Proven /).waitFor();
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByRole('alert').filter({ hasText: 'The key works' }).waitFor();
    const places = [...(await owner.heard()), { what: 'the page', text: await everythingIn(page) }];
    const telling = (words: string) => places.filter(({ text }) => text.includes(words)).map(({ what }) => what);
    expect(telling(masked)).toEqual(
      expect.arrayContaining(['PUT /api/accounts/anna_meyer/credential', 'GET /api/accounts/anna_meyer', 'the page']),
    );
    expect([...telling(secret), ...telling(key)]).toEqual([]);
  });

  test('who guesses passwords has to wait, even with the right one, and gets in afterwards', async () => {
    const guesser = await browsers.open();
    const { page } = guesser;
    guesser.expectComplaint(/status of (401|429).*\/api\/session/);
    await page.goto(lockstep.url);
    const tried = async (password: string): Promise<number> => {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      const [answer] = await Promise.all([answered, signIn(page, { ...olga, password })]);
      return answer.status();
    };
    let refusals = 0;
    for (let guess = 1; refusals < 3; guess += 1) {
      expect(guess, 'guesses that were let through').toBeLessThan(40);
      if ((await tried(`guess number ${guess}`)) === 429) refusals += 1;
    }
    await page.getByText(/too many attempts to sign in: wait \d+ s/).waitFor();
    expect(await tried(olga.password)).toBe(429);
    await expect.poll(() => tried(olga.password), { timeout: 60_000, interval: 500 }).toBe(200);
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  });
});

const beforeAttributes = (cookie: string): string => cookie.split(';')[0] ?? '';

/** Its document with what is typed in it, and all that it stored. */
const everythingIn = async (page: Page): Promise<string> =>
  [
    await page.content(),
    JSON.stringify(
      await page.evaluate(
        '[[...document.querySelectorAll("input, textarea")].map(({ value }) => value), {...localStorage}, {...sessionStorage}, history.state, document.cookie, location.href]',
      ),
    ),
    JSON.stringify(await page.context().storageState({ indexedDB: true })),
  ].join('\n');
