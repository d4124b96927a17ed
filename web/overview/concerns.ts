import type { AccountsAnswer, AccountView } from '../api/types.ts';
import { needsAPerson } from '../accounts/account-filter.ts';
import { statusInWords } from '../words/account-words.ts';
import { quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { codedReasonInWords } from '../words/reason-words.ts';

/** Something that a person should look at. */
export interface Concern {
  readonly what: string;
  /** Which accounts, or why; may be empty. */
  readonly about: string;
  readonly tone: 'bad' | 'warning';
  /** Where it is mended. */
  readonly href: string;
}

interface Kind {
  readonly tone: Concern['tone'];
  readonly isSo: (account: AccountView) => boolean;
  /** After `1 account` or `3 accounts`. */
  readonly one: string;
  readonly several: string;
  /** Of the accounts page, where it shows these alone. */
  readonly status?: string;
  /** Of a single account; else the reason that it gives itself. */
  readonly why?: (account: AccountView) => string;
}

const hasStatus = (word: string) => (account: AccountView) => statusInWords(account).word === word;

/** The worst first. What a person chose, such as an account that is halted by hand, is no concern. */
const kinds: readonly Kind[] = [
  {
    tone: 'bad',
    isSo: ({ needsReview }) => needsReview.length > 0,
    one: 'has an order that a person must settle',
    several: 'have orders that a person must settle',
    status: needsAPerson,
    why: ({ needsReview }) =>
      needsReview.map(({ side, quantity, symbol }) => `${side} ${quantityText(quantity)} ${symbol}`).join(', '),
  },
  {
    tone: 'bad',
    isSo: hasStatus('Not connected'),
    one: 'is not connected',
    several: 'are not connected',
    status: 'Not connected',
  },
  {
    tone: 'bad',
    isSo: ({ permissions }) => permissions?.withdraw === true,
    one: 'has a key that can withdraw money',
    several: 'have keys that can withdraw money',
  },
  {
    tone: 'warning',
    isSo: (account) => account.needsReview.length === 0 && account.reason !== null && stoppedItself(account),
    one: 'stopped buying by itself',
    several: 'stopped buying by themselves',
  },
  {
    tone: 'warning',
    isSo: ({ drift, needsReview }) => drift.length > 0 && needsReview.length === 0,
    one: 'owns something else than its last order was to leave',
    several: 'own something else than their last orders were to leave',
    why: ({ drift }) => drift.map(({ symbol }) => symbol).join(', '),
  },
  {
    tone: 'warning',
    isSo: hasStatus('No key yet'),
    one: 'has no key yet',
    several: 'have no key yet',
    status: 'No key yet',
  },
];

const coded = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?: |$)/;

const stoppedItself = ({ reason, tradingState, connection, isRunning }: AccountView): boolean =>
  isRunning &&
  connection === 'connected' &&
  tradingState !== 'active' &&
  coded.test(reason ?? '') &&
  !/^GLOBAL_/.test(reason ?? '');

const namedAtMost = 3;

/** What is not as it should be, one row for each kind of it, however many accounts there are. */
export function concernsOf({ master, users, copying }: Omit<AccountsAnswer, 'global'>): readonly Concern[] {
  const all = master === null ? users : [master, ...users];
  const ofAccounts = kinds.flatMap((kind): Concern[] => {
    const found = all.filter(kind.isSo);
    const [only] = found;
    if (only === undefined) return [];
    if (found.length === 1)
      return [
        { what: `${only.name} ${kind.one}`, about: (kind.why ?? whyOf)(only), tone: kind.tone, href: pageOf(only) },
      ];
    return [
      {
        what: `${count(found.length, 'account')} ${kind.several}`,
        about: namesOf(found),
        tone: kind.tone,
        href: kind.status === undefined ? '/accounts' : `/accounts?status=${encodeURIComponent(kind.status)}`,
      },
    ];
  });
  return copying.state === 'standalone' ? [notCopied(copying, master), ...ofAccounts] : ofAccounts;
}

const notCopied = ({ reason }: AccountsAnswer['copying'], master: AccountView | null): Concern => ({
  what: "The master's trades are not copied",
  about: reason ?? 'it cannot trade',
  tone: 'bad',
  href: master === null ? '/accounts' : pageOf(master),
});

const pageOf = ({ accountId }: AccountView): string => `/accounts/${encodeURIComponent(accountId)}`;

const whyOf = ({ reason, connection }: AccountView): string =>
  reason === null || connection === 'credentials-missing' ? '' : codedReasonInWords(reason);

function namesOf(accounts: readonly AccountView[]): string {
  const more = accounts.length - namedAtMost;
  const named = accounts.slice(0, namedAtMost).map(({ name }) => name);
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
