import type { AccountView } from '../api/types.ts';
import { exchangeNames, statusInWords } from '../words/account-words.ts';

export type SortBy = 'name' | 'equity' | 'profit';

export interface AccountFilter {
  readonly text: string;
  /** A status word, `review` for orders that wait for a person; empty: all. */
  readonly status: string;
  readonly sortBy: SortBy;
}

export const needsAPerson = 'review';

export function filteredAccounts(accounts: readonly AccountView[], filter: AccountFilter): readonly AccountView[] {
  const parts = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return accounts
    .filter((account) => hasStatus(account, filter.status) && parts.every((part) => textOf(account).includes(part)))
    .toSorted(orders[filter.sortBy]);
}

function hasStatus(account: AccountView, status: string): boolean {
  if (status === '') return true;
  return status === needsAPerson ? account.needsReview.length > 0 : statusInWords(account).word === status;
}

const textOf = ({ name, accountId, exchange, positions }: AccountView): string =>
  [name, accountId, exchangeNames[exchange], ...positions.map(({ symbol }) => symbol)].join(' ').toLowerCase();

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** For the order alone: what is shown and summed are the texts. */
const largestFirst = (one: string | null, other: string | null): number =>
  Number(other ?? -Infinity) - Number(one ?? -Infinity) || 0;

const orders: Readonly<Record<SortBy, (one: AccountView, other: AccountView) => number>> = {
  name: (one, other) => byName.compare(one.name, other.name),
  equity: (one, other) => largestFirst(one.equityUsd, other.equityUsd) || byName.compare(one.name, other.name),
  profit: (one, other) => largestFirst(one.pnlTodayUsd, other.pnlTodayUsd) || byName.compare(one.name, other.name),
};
