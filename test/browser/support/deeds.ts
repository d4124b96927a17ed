import type { Locator, Page } from 'playwright-core';

/** Whoever is signed in goes there by the page's own links, without loading it again. */
export async function goTo(
  page: Page,
  name: 'Overview' | 'Accounts' | 'Positions' | 'Trades' | 'Preview a trade' | 'People',
) {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

export async function openAccount(page: Page, name: string): Promise<void> {
  await goTo(page, 'Accounts');
  await page.getByRole('article', { name, exact: true }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
}

/** On the account's own page. */
export async function goLive(page: Page, accountId: string): Promise<void> {
  await page.getByRole('button', { name: 'Go live' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(`Type ${accountId} to confirm`).fill(accountId);
  await dialog.getByRole('button', { name: 'Go live' }).click();
  await page.getByRole('button', { name: 'Switch to observe' }).waitFor();
}

/** Of the master's, up to its answer. */
export async function askForPreview(page: Page, side: 'Buy' | 'Sell', amountUsd: string): Promise<void> {
  await goTo(page, 'Preview a trade');
  await page.getByRole('radiogroup', { name: 'Side' }).getByText(side).click();
  await page.getByRole('combobox', { name: 'Symbol' }).fill('BTC/USD');
  await page.getByLabel('Amount (USD)').fill(amountUsd);
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
}

/** Previews a trade of the master's and sends it. @returns the part of the page that tells what became of it */
export async function sendTrade(page: Page, side: 'Buy' | 'Sell', amountUsd: string): Promise<Locator> {
  await askForPreview(page, side, amountUsd);
  await page.getByRole('button', { name: 'Send this trade' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send it' }).click();
  const sent = page.getByRole('region', { name: 'Sent' });
  await sent.waitFor();
  return sent;
}

/** The newest trade in the overview's feed, which tells this of itself. */
export const tradeInFeed = (page: Page, words: string): Locator =>
  page.getByRole('region', { name: 'Trades as they happen' }).getByRole('listitem').filter({ hasText: words }).first();

/** What one account made of a trade of the feed. */
export const outcomeOf = (page: Page, trade: Locator, name: string): Locator =>
  trade.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
