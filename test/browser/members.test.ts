import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoKeyOf } from '../../scripts/demo-key.ts';
import { goTo, openAccount, outcomeOf, tradeInFeed } from './support/deeds.ts';
import type { Heard } from './support/heard.ts';
import { anna, becomeFirstOwner, joinBy } from './support/people.ts';
import { runLockstep, type RunningLockstep } from './support/running-lockstep.ts';
import { hasBrowser, visits, type Visit } from './support/visits.ts';
import { withoutReload } from './support/without-reload.ts';

/** Fractions that nobody else has, so that a sum or a copy of them would be found in any text. */
const ownFraction = { master: '.17', anna_meyer: '.31', bruno_keller: '.73' } as const;

describe.skipIf(!hasBrowser())('a member', () => {
  const browsers = visits();
  let lockstep: RunningLockstep;
  let owner: Visit;
  let member: Visit;
  beforeAll(async () => {
    lockstep = await runLockstep(['anna_meyer', 'bruno_keller']);
    for (const [accountId, fraction] of Object.entries(ownFraction))
      await lockstep.exchange.changeBalance(demoKeyOf(accountId), 'USD', `0${fraction}`);
    await lockstep.commands.run('audit');
    owner = await browsers.open();
    member = await browsers.open();
    await becomeFirstOwner(owner.page, lockstep.firstOwnerLink);
  });
  afterAll(() => lockstep.close());

  test('joins by the link that the owner made, once', async () => {
    const { page } = owner;
    await goTo(page, 'People');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('Name').fill(anna.name);
    await dialog.getByLabel('E-mail address').fill(anna.email);
    await dialog.getByRole('combobox', { name: 'Their accounts' }).click();
    await page.getByRole('option', { name: 'Anna Meyer' }).click();
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await joinBy(member.page, link, anna);
    const second = await browsers.open();
    second.expectComplaint(/status of 4\d\d.*\/api\/join/);
    await second.page.goto(link);
    await second.page.getByRole('textbox', { name: 'Password', exact: true }).fill(anna.password);
    await second.page.getByRole('textbox', { name: 'Password once more' }).fill(anna.password);
    await second.page.getByRole('button', { name: 'Join' }).click();
    await second.page.getByText('You have not joined').waitFor();
  });

  test('sees a trade arrive with its own outcome alone', async () => {
    await goTo(owner.page, 'Overview');
    await withoutReload(member.page, async () => {
      await member.page.getByText('Live', { exact: true }).first().waitFor();
      await lockstep.commands.run('trade', 'buy', 'BTC/USD', '--quantity', '0.02', '--wait');
      const seen = tradeInFeed(member.page, 'BTC/USD');
      await outcomeOf(member.page, seen, 'Anna Meyer').getByText('Observed', { exact: true }).waitFor();
      expect(await outcomeOf(member.page, seen, 'Bruno Keller').count()).toBe(0);
    });
    await outcomeOf(owner.page, tradeInFeed(owner.page, '0.02 BTC/USD'), 'Bruno Keller').waitFor();
  });

  test('finds no page of anybody else: each address of theirs leads to nothing', async () => {
    const { page } = member;
    await openAccount(page, 'Anna Meyer');
    await page.getByRole('button', { name: 'Go live' }).waitFor();
    member.expectComplaint(/status of 40[34]/);
    for (const accountId of ['bruno_keller', 'master', 'nobody']) {
      await page.goto(`${lockstep.url}/accounts/${accountId}`);
      await page.getByText('No such account').waitFor();
    }
    await page.goto(`${lockstep.url}/preview`);
    await page.getByText('For owners').waitFor();
    await page.goto(`${lockstep.url}/people`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await goTo(page, 'Trades');
    await page.getByRole('link', { name: /BTC\/USD/ }).click();
    await page.getByRole('row').filter({ hasText: 'anna_meyer' }).waitFor();
    await goTo(page, 'Accounts');
    await page.getByRole('article', { name: 'Anna Meyer' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
  });

  test('was told nothing about others: no id, no name, none of their numbers, in any answer or event', async () => {
    const alien = ['bruno', 'olga', '30000.17', '.73"', '"0.02"'];
    const told = (await member.heard()).filter(
      ({ what }) => !/\/api\/accounts\/(bruno_keller|master|nobody)/.test(what),
    );
    const kinds = new Set(told.map(({ what }) => what));
    for (const kind of ['event decision', 'event intent', 'GET /api/accounts', 'GET /api/trades'])
      expect(kinds).toContain(kind);
    const betrayals = (texts: readonly Heard[]) =>
      texts.flatMap(({ what, text }) =>
        alien.filter((word) => text.toLowerCase().includes(word)).map((word) => `${what}: ${word}`),
      );
    expect(betrayals(told)).toEqual([]);
    const toOwner = new Set(betrayals(await owner.heard()).map((betrayal) => betrayal.replace(/^.*: /, '')));
    expect([...toOwner].sort()).toEqual([...alien].sort());
  });
});
