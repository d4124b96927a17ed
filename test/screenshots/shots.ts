import type { Locator, Page } from 'playwright-core';
import { rehearsing, reviewed, watched } from './cast.ts';

type Who = 'owner' | 'member' | 'nobody';

/** What only the running installation knows. */
export interface Told {
  readonly firstOwnerPath: string;
  readonly joinPath: string;
  readonly latestTradePath: string;
}

export interface Shot {
  readonly name: string;
  readonly who: Who;
  readonly path: string | ((told: Told) => string);
  /** Has to be in sight before the picture is taken. */
  readonly shown: (page: Page) => Locator;
  /** Between the opening of the page and the picture. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Before the page is opened. */
  readonly arrange?: (page: Page) => Promise<void>;
  /** In phone width, too. */
  readonly isForPhones?: boolean;
  /** What is in sight at first, instead of the page from top to bottom. */
  readonly isWindow?: boolean;
  /** Of the window on a desk, pixels. */
  readonly height?: number;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name, level: 1 });
const dialog = (page: Page) => page.getByRole('dialog').getByRole('button').last();
const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
};

/** Before anybody is its owner. */
export const beforeAnOwner: readonly Shot[] = [
  {
    name: 'first-owner',
    who: 'nobody',
    path: ({ firstOwnerPath }) => firstOwnerPath,
    shown: (page) => page.getByRole('button', { name: 'Begin' }),
    isForPhones: true,
    isWindow: true,
  },
];

/** Right after the first start, with a master and nobody who follows. */
export const ofFirstStart: readonly Shot[] = [
  { name: 'empty-overview', who: 'owner', path: '/', shown: heading('Overview') },
  { name: 'empty-accounts', who: 'owner', path: '/accounts', shown: heading('Accounts') },
  { name: 'empty-trades', who: 'owner', path: '/trades', shown: heading('Trades') },
];

export const ofEveryDay: readonly Shot[] = [
  {
    name: 'overview',
    who: 'owner',
    path: '/',
    shown: (page) => page.getByRole('region', { name: 'Trades as they happen' }).getByRole('listitem').first(),
    isForPhones: true,
  },
  {
    name: 'overview-top',
    who: 'owner',
    path: '/',
    shown: (page) => page.getByRole('region', { name: 'Trades as they happen' }).getByRole('listitem').first(),
    isWindow: true,
    height: 1200,
  },
  {
    name: 'account-top',
    who: 'owner',
    path: `/accounts/${watched}`,
    shown: (page) => page.getByRole('region', { name: 'What it did' }),
    isWindow: true,
    height: 1_300,
  },
  {
    name: 'positions',
    who: 'owner',
    path: '/positions',
    shown: heading('Positions'),
    isForPhones: true,
  },
  {
    name: 'accounts',
    who: 'owner',
    path: '/accounts',
    shown: (page) => page.getByRole('article').first(),
    isForPhones: true,
  },
  {
    name: 'account',
    who: 'owner',
    path: `/accounts/${watched}`,
    shown: (page) => page.getByRole('region', { name: 'What it did' }),
    isForPhones: true,
  },
  {
    name: 'account-in-review',
    who: 'owner',
    path: `/accounts/${reviewed}`,
    shown: (page) => page.getByRole('button', { name: 'Settle' }),
  },
  {
    name: 'trades',
    who: 'owner',
    path: '/trades',
    shown: (page) => page.getByRole('article').first(),
    isForPhones: true,
  },
  {
    name: 'trade',
    who: 'owner',
    path: ({ latestTradePath }) => latestTradePath,
    shown: (page) => page.getByRole('table'),
    isForPhones: true,
  },
  {
    name: 'preview-before',
    who: 'owner',
    path: '/preview',
    shown: (page) => page.getByRole('button', { name: 'Preview', exact: true }),
    isWindow: true,
  },
  {
    name: 'preview',
    who: 'owner',
    path: '/preview',
    shown: (page) => page.getByRole('button', { name: 'Send this trade' }),
    prepare: async (page) => {
      await page.getByLabel('Amount (USD)').fill('2500');
      await page.getByRole('button', { name: 'Preview', exact: true }).click();
    },
    isForPhones: true,
  },
  {
    name: 'people',
    who: 'owner',
    path: '/people',
    shown: (page) => page.getByRole('listitem').first(),
    isWindow: true,
  },
  { name: 'not-found', who: 'owner', path: '/no-such-page', shown: heading(/.+/), isWindow: true },
  {
    name: 'dialog-stop-everything',
    who: 'owner',
    path: '/',
    shown: dialog,
    prepare: press('Stop everything'),
    isWindow: true,
  },
  {
    name: 'dialog-go-live',
    who: 'owner',
    path: `/accounts/${rehearsing}`,
    shown: (page) => page.getByRole('dialog').getByText('Clean observations'),
    prepare: press('Go live'),
    isForPhones: true,
    isWindow: true,
  },
  {
    name: 'dialog-add-account',
    who: 'owner',
    path: '/accounts',
    shown: dialog,
    prepare: press('Add an account'),
    isWindow: true,
  },
  {
    name: 'dialog-settle',
    who: 'owner',
    path: `/accounts/${reviewed}`,
    shown: dialog,
    prepare: press('Settle'),
    isWindow: true,
  },
  { name: 'dialog-limits', who: 'owner', path: '/', shown: dialog, prepare: press('Change'), isWindow: true },
  {
    name: 'dialog-invite',
    who: 'owner',
    path: '/people',
    shown: dialog,
    prepare: press('Invite somebody'),
    isWindow: true,
  },
  {
    name: 'loading',
    who: 'owner',
    path: '/',
    arrange: async (page) => {
      await page.route('**/api/accounts', () => undefined);
    },
    shown: heading('Overview'),
    isWindow: true,
  },
  {
    name: 'error',
    who: 'owner',
    path: '/accounts',
    arrange: async (page) => {
      await page.route('**/api/accounts', (route) => route.abort());
    },
    shown: (page) => page.getByRole('alert').first(),
    isWindow: true,
  },
  { name: 'sign-in', who: 'nobody', path: '/', shown: heading('Sign in'), isForPhones: true, isWindow: true },
  {
    name: 'join',
    who: 'nobody',
    path: ({ joinPath }) => joinPath,
    shown: heading('Join Lockstep'),
    isWindow: true,
  },
  { name: 'member-overview', who: 'member', path: '/', shown: heading('Overview'), isForPhones: true },
];
