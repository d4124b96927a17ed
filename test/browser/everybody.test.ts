import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriersOn, focusedName, hasFocus, holdsFocus, overflowOf } from './support/accessibility.ts';
import { askForPreview, goTo } from './support/deeds.ts';
import { becomeFirstOwner } from './support/people.ts';
import { runLockstep, type RunningLockstep } from './support/running-lockstep.ts';
import { hasBrowser, visits, type Visit } from './support/visits.ts';

describe.skipIf(!hasBrowser())('for everybody', () => {
  const browsers = visits();
  let lockstep: RunningLockstep;
  let owner: Visit;
  /** Each page that there is, by its path and what shows that it is complete. */
  let pages: readonly (readonly [path: string, complete: string | RegExp])[];
  beforeAll(async () => {
    lockstep = await runLockstep(['anna', 'bruno']);
    await lockstep.commands.run('trade', 'buy', 'BTC/USD', '--quantity', '0.02', '--wait');
    const { json } = await lockstep.commands.json<{ intents: readonly { intentId: string }[] }>('intents');
    pages = [
      ['/', /BTC\/USD at/],
      ['/accounts', 'The master and 2 accounts'],
      ['/accounts/anna', 'Decisions (1)'],
      ['/positions', 'Nothing is owned now'],
      ['/trades', 'What the master traded and how each account followed'],
      [`/trades/${json.intents[0]?.intentId ?? ''}`, 'all have decided'],
      ['/preview', 'What it would do on each account, before it is sent'],
      ['/people', 'Olga Owner'],
      ['/nowhere', 'There is nothing at this address'],
    ];
    owner = await browsers.open({ reducedMotion: 'reduce' });
    await becomeFirstOwner(owner.page, lockstep.firstOwnerLink);
  });
  afterAll(() => lockstep.close());

  const open = async ({ page }: Visit, [path, complete]: (typeof pages)[number]): Promise<void> => {
    await page.goto(`${lockstep.url}${path}`);
    await page.getByText(complete).first().waitFor();
  };

  test.each(['light', 'dark'] as const)('every page and dialog in %s is free of barriers', async (colours) => {
    const { page } = owner;
    const other = colours === 'light' ? 'dark' : 'light';
    await page.goto(lockstep.url);
    const toThese = page.getByRole('button', { name: `Switch to the ${colours} colours` });
    const toOthers = page.getByRole('button', { name: `Switch to the ${other} colours` });
    await toThese.or(toOthers).waitFor();
    if (await toThese.isVisible()) await toThese.click();
    await toOthers.waitFor();
    const found: Record<string, readonly string[]> = {};
    for (const one of pages) {
      await open(owner, one);
      found[one[0]] = await barriersOn(page);
    }
    await askForPreview(page, 'Buy', '1000');
    await page.getByRole('button', { name: 'Send this trade' }).click();
    await page.getByRole('dialog').waitFor();
    found['sending'] = await barriersOn(page);
    await page.keyboard.press('Escape');
    await goTo(page, 'Accounts');
    await page.getByRole('button', { name: 'Add an account' }).click();
    await page.getByRole('dialog').waitFor();
    found['adding an account'] = await barriersOn(page);

    const stranger = await browsers.open({ colorScheme: colours, reducedMotion: 'reduce' });
    for (const [path, heading] of [
      ['/', 'Sign in'],
      ['/join#token=of-no-use', 'Join Lockstep'],
    ] as const) {
      await stranger.page.goto(`${lockstep.url}${path}`);
      await stranger.page.getByRole('heading', { name: heading }).waitFor();
      found[heading] = await barriersOn(stranger.page);
    }
    expect(Object.entries(found).filter(([, barriers]) => barriers.length > 0)).toEqual([]);
  });

  test('on a phone no page has to be pushed sideways', async () => {
    const { page } = owner;
    await page.setViewportSize({ width: 360, height: 740 });
    const overflows: Record<string, number> = {};
    for (const one of pages) {
      await open(owner, one);
      overflows[one[0]] = await overflowOf(page);
    }
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await goTo(page, 'Preview a trade');
    await page.getByLabel('Amount (USD)').fill('1000');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByRole('button', { name: 'Send this trade' }).waitFor();
    overflows['previewed'] = await overflowOf(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(Object.entries(overflows).filter(([, pixels]) => pixels > 0)).toEqual([]);
  });

  test('with the keyboard alone: one key past the navigation, everything in reading order', async () => {
    const { page } = owner;
    await open(owner, ['/accounts', 'The master and 2 accounts']);
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await expect.poll(() => hasFocus(page.getByRole('main'))).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toBe('Add an account');

    await page.reload();
    await page.getByRole('button', { name: 'Add an account' }).waitFor();
    const met: string[] = [];
    for (let presses = 0; presses < 30 && met.at(-1) !== 'Add an account'; presses += 1) {
      await page.keyboard.press('Tab');
      met.push(await focusedName(page));
    }
    const wanted = [
      ...['Skip to the content', 'Lockstep', 'Stop everything', 'Signed in as Olga Owner'],
      ...['Overview', 'Accounts', 'Trades', 'Preview a trade', 'People', 'Add an account'],
    ];
    expect(met.filter((name) => wanted.includes(name))).toEqual(wanted);
  });

  test('a dialog keeps the keyboard inside, and Escape gives it back to what opened it', async () => {
    const { page } = owner;
    await open(owner, ['/', /BTC\/USD at/]);
    const opener = page.getByRole('button', { name: 'Stop everything' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Stop everything?' });
    await dialog.waitFor();
    await expect.poll(() => holdsFocus(dialog)).toBe(true);
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press(presses < 5 ? 'Tab' : 'Shift+Tab');
      expect(await holdsFocus(dialog)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => hasFocus(opener)).toBe(true);
  });
});
