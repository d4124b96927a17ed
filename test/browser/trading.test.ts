import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { demoKeyOf } from '../../scripts/demo-key.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { goLive, openAccount, outcomeOf, askForPreview, sendTrade, tradeInFeed } from './support/deeds.ts';
import { becomeFirstOwner, olga, signIn } from './support/people.ts';
import { runLockstep, type RunningLockstep } from './support/running-lockstep.ts';
import { sendUnprovenOrder, type UnprovenOrder } from './support/unproven-order.ts';
import { hasBrowser, visits, type Visit } from './support/visits.ts';
import { withoutReload } from './support/without-reload.ts';

describe.skipIf(!hasBrowser())('trading in the browser', () => {
  const browsers = visits();
  let lockstep: RunningLockstep;
  let owner: Visit;
  let unproven: UnprovenOrder;
  const ordersOf = (accountId: string) => lockstep.exchange.book({ key: demoKeyOf(accountId) });
  const intentIds = async (): Promise<readonly string[]> =>
    (await lockstep.commands.json<{ intents: readonly { intentId: string }[] }>('intents')).json.intents.map(
      ({ intentId }) => intentId,
    );
  const trade = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await lockstep.commands.run('trade', ...args);
    expect(code, stderr).toBe(0);
  };

  beforeAll(async () => {
    lockstep = await runLockstep(['anna', 'lea']);
    // It takes more than a minute until Lockstep asks a person about it: the tests before the last pass meanwhile.
    unproven = await sendUnprovenOrder(lockstep, 'lea');
    owner = await browsers.open();
    await becomeFirstOwner(owner.page, lockstep.firstOwnerLink);
  });
  // One that failed leaves no dialog open for the next.
  beforeEach(() => owner.page.goto(lockstep.url).then(() => undefined));
  afterAll(() => lockstep.close());

  test('a trade of a master that observes appears by itself, and no order is sent', async () => {
    const { page } = owner;
    await withoutReload(page, async () => {
      await trade('buy', 'BTC/USD', '--quantity', '0.02');
      const seen = tradeInFeed(page, '0.02 BTC/USD');
      await seen.getByText('The master only observed').waitFor();
      await outcomeOf(page, seen, 'Anna').getByText('Observed', { exact: true }).waitFor();
    });
    expect(await ordersOf('anna')).toEqual([]);
  });

  test('going live shows the rehearsal, and a wrong name leaves the account observing', async () => {
    const { page } = owner;
    await openAccount(page, 'Anna');
    await page.getByRole('button', { name: 'Go live' }).click();
    const dialog = page.getByRole('dialog', { name: 'Go live with Anna' });
    await dialog.getByText('Clean observations').waitFor();
    const name = dialog.getByLabel('Type anna to confirm');
    await name.fill('ann');
    await name.press('Enter');
    expect(await dialog.getByRole('button', { name: 'Go live' }).isDisabled()).toBe(true);
    await page.reload();
    await page.getByText('Observing: it decides and sends nothing.').waitFor();
    expect((await owner.heard()).filter(({ what }) => what.startsWith('PUT'))).toEqual([]);
  });

  test('with its name it goes live, and the order of the next trade shows as filled without a reload', async () => {
    const { page } = owner;
    await openAccount(page, 'Anna');
    await goLive(page, 'anna');
    await page.getByText('Live: its orders are really sent.').waitFor();
    await openAccount(page, 'The master');
    await goLive(page, 'master');

    const watcher = await browsers.open();
    await watcher.page.goto(lockstep.url);
    await signIn(watcher.page, olga);
    await openAccount(watcher.page, 'Anna');
    await watcher.page.getByRole('tab', { name: /^Orders and fills/ }).click();
    await watcher.page.getByText('No order of this account has been sent yet.').waitFor();
    await withoutReload(watcher.page, async () => {
      const sent = await sendTrade(page, 'Buy', '1000');
      await sent.getByRole('row').filter({ hasText: 'anna' }).getByText('Filled').waitFor();
      await watcher.page.getByRole('row').filter({ hasText: 'BTC/USD' }).getByText('Filled', { exact: true }).waitFor();
    });
    expect(await ordersOf('anna')).toHaveLength(1);
  });

  test('stopped by keyboard alone after one question, nobody buys any more; let sell, exits pass', async () => {
    const { page } = owner;
    await page.getByRole('button', { name: 'Stop everything' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Stop everything?' });
    await dialog.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Everything is stopped: no account buys or sells').waitFor();
    const refused = async (): Promise<void> => {
      await askForPreview(page, 'Buy', '500');
      await page.getByText('the master would not trade').waitFor();
      const { code, stderr } = await lockstep.commands.run('trade', 'buy', 'BTC/USD', '--quote', '500', '--wait');
      expect([code, stderr]).toEqual([1, expect.stringContaining('denied TRADING_STATE')]);
      expect((await ordersOf('anna')).map(({ side }) => side)).toEqual(['buy']);
    };
    owner.expectComplaint(/409 .*preview/);
    await refused();

    await page.getByRole('button', { name: 'Let them sell only' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sell only' }).click();
    await page.getByText('All accounts only sell: nothing is bought').waitFor();
    await refused();
    const sent = await sendTrade(page, 'Sell', '400');
    await sent.getByRole('row').filter({ hasText: 'anna' }).getByText('Filled').waitFor();
    expect((await ordersOf('anna')).map(({ side }) => side)).toEqual(['buy', 'sell']);

    await page.getByRole('button', { name: 'Let them trade again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Trade again' }).click();
    await page.getByText('All accounts only sell: nothing is bought').waitFor({ state: 'detached' });
  });

  test('a page that lost its connection says so, and catches up with every decision it missed', async () => {
    const line = await startTcpProxy(Number(new URL(lockstep.url).port));
    onTestFinished(() => line.close());
    const far = await browsers.open();
    const { page } = far;
    await page.goto(`http://127.0.0.1:${line.port}`);
    await signIn(page, olga);
    far.expectComplaint(/net::ERR_/);
    const state = page.getByRole('status', { name: 'State of Lockstep' }).first();
    const before = await intentIds();
    await withoutReload(page, async () => {
      await state.getByText('Live', { exact: true }).waitFor();
      await trade('buy', 'BTC/USD', '--quantity', '0.005', '--wait');
      await tradeInFeed(page, '0.005 BTC/USD')
        .getByText(/filled|observed/)
        .first()
        .waitFor();
      line.cut();
      await state.getByText('Not up to date').waitFor();
      await trade('buy', 'BTC/USD', '--quantity', '0.006', '--wait');
      await trade('buy', 'BTC/USD', '--quantity', '0.007', '--wait');
      line.restore();
      await state.getByText('Live', { exact: true }).waitFor();
      for (const words of ['0.006 BTC/USD', '0.007 BTC/USD'])
        await tradeInFeed(page, words)
          .getByText(/filled|observed/)
          .first()
          .waitFor();
    });
    const happened = (await intentIds()).filter((intentId) => !before.includes(intentId));
    const events = (await far.heard()).filter(({ eventId }) => eventId !== null);
    const decided = events.filter(({ what, text }) => what === 'event decision' && text.includes('"anna"'));
    expect(happened).toHaveLength(3);
    expect(happened.filter((intentId) => !decided.some(({ text }) => text.includes(intentId)))).toEqual([]);
    const eventIds = events.map(({ eventId }) => Number(eventId));
    expect(eventIds).toEqual([...new Set(eventIds)].sort((one, other) => one - other));
  });

  test('a change asked for without a connection fails at once, and does not happen when it is back', async () => {
    const { page, context } = owner;
    const changes = async () => (await owner.heard()).filter(({ what }) => what.startsWith('PUT')).length;
    const before = await changes();
    owner.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
    const stop = page.getByRole('button', { name: 'Stop everything' });
    await stop.waitFor();
    await context.setOffline(true);
    await stop.click();
    const dialog = page.getByRole('dialog', { name: 'Stop everything?' });
    await dialog.getByRole('button', { name: 'Stop everything now' }).click();
    await dialog.getByText('That did not work').waitFor();
    const isRead = page.waitForResponse((response) => response.url().endsWith('/api/accounts'));
    await context.setOffline(false);
    await isRead;
    expect(await changes()).toBe(before);
    expect((await lockstep.commands.run('status')).stdout).not.toContain('HALTED');
  });

  test('an order that nobody could prove is settled by a person as the fill that it was, and counts as owned', async () => {
    const { page } = owner;
    const { order } = unproven;
    await openAccount(page, 'Lea');
    const reviews = page.getByRole('region', { name: 'Needs review' });
    await reviews.getByText(order.clientOrderId ?? 'none').waitFor({ timeout: 120_000 });
    await reviews.getByRole('button', { name: 'Settle' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('It filled, whole or in part').check();
    await dialog.getByLabel("Kraken's order id").fill(order.txid);
    await dialog.getByLabel('Average price (USD)').fill(order.trades[0]?.price ?? '');
    await dialog.getByRole('button', { name: 'Settle' }).click();
    await reviews.waitFor({ state: 'detached' });
    await unproven.restore();
    await page.getByRole('tab', { name: /^Orders and fills/ }).click();
    await page.getByRole('row').filter({ hasText: 'BTC/USD' }).filter({ hasText: order.filled }).first().waitFor();
    expect(await ordersOf('lea')).toHaveLength(1);
  }, 180_000);
});
