import type { Page } from 'playwright-core';

interface Credentials {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const olga: Credentials = {
  name: 'Olga Owner',
  email: 'olga@example.org',
  password: 'correct horse battery staple',
};
export const anna: Credentials = {
  name: 'Anna Meyer',
  email: 'anna@example.org',
  password: 'four words and a spoon',
};

/** Through the one-time link that `up` prints. */
export async function becomeFirstOwner(page: Page, link: string, person: Credentials = olga): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail address').fill(person.email);
  await chooseNewPassword(page, person.password);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
}

export async function joinBy(page: Page, link: string, { password }: Credentials): Promise<void> {
  await page.goto(link);
  await chooseNewPassword(page, password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
}

export async function signIn(page: Page, { email, password }: Pick<Credentials, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function chooseNewPassword(page: Page, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('textbox', { name: 'Password once more' }).fill(password);
}
