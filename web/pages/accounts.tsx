import { Button, Text } from '@mantine/core';
import { Plus, SearchX, Wallet } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { filteredAccounts, type AccountFilter } from '../accounts/account-filter.ts';
import { AccountList } from '../accounts/account-list.tsx';
import { AddAccountDialog } from '../accounts/add-account-dialog.tsx';
import { FilterBar } from '../accounts/filter-bar.tsx';
import { lastTradesOf } from '../accounts/last-trades.ts';
import { useAccounts } from '../api/accounts.ts';
import { useIsOwner } from '../api/session.ts';
import { useTrades } from '../api/trades.ts';
import type { AccountsAnswer, AccountView } from '../api/types.ts';
import { shownTrades } from '../overview/feed.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { count } from '../words/counting.ts';

export function AccountsPage() {
  const isOwner = useIsOwner();
  const [isAdding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useAccounts();
  const addButton = isOwner && (
    <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      Add an account
    </Button>
  );
  return (
    <Page
      title="Accounts"
      subtitle={data === undefined ? undefined : inWords(data, isOwner)}
      actions={data !== undefined && data.users.length > 0 && addButton}
    >
      {error !== null && (
        <Failure error={error} title="The accounts could not be read" onRetry={() => void refetch()} />
      )}
      {isPending && <Loading what="accounts" rows={6} height={84} />}
      {data !== undefined && <Everyone {...data} />}
      {data?.users.length === 0 && (
        <Empty icon={Wallet} title={isOwner ? 'No account follows yet' : 'No account of yours yet'} action={addButton}>
          {isOwner
            ? 'Add the first one with a key that can trade and not withdraw. It begins by observing and sends nothing.'
            : 'Ask the owner of this installation to give you yours.'}
        </Empty>
      )}
      {isAdding && <AddAccountDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

const nobody: readonly AccountView[] = [];

/** The master comes first, whatever is searched for. */
function Everyone({ master, users }: Pick<AccountsAnswer, 'master' | 'users'>) {
  const [search, setSearch] = useSearchParams();
  const [filter, setFilter] = useState<AccountFilter>({
    text: '',
    status: search.get('status') ?? '',
    sortBy: 'name',
  });
  const trades = useTrades(shownTrades).data?.trades;
  const masterId = master?.accountId ?? null;
  const lastTrades = useMemo(() => lastTradesOf(trades ?? [], masterId), [trades, masterId]);
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => filteredAccounts(users, wanted), [users, wanted]);
  const isFiltered = filter.text !== '' || filter.status !== '';
  const change = (next: AccountFilter) => {
    setFilter(next);
    if (next.status !== filter.status) setSearch(next.status === '' ? {} : { status: next.status }, { replace: true });
  };
  const all = useMemo(() => (master === null || isFiltered ? shown : [master, ...shown]), [master, isFiltered, shown]);
  // Cards are drawn in the pauses that typing and scrolling leave, so that the page never stands still.
  const drawn = useDeferredValue(all, nobody);
  return (
    <>
      {users.length > 0 && <FilterBar filter={filter} onChange={change} />}
      <Text size="sm" c="dimmed" role="status" hidden={!isFiltered}>
        {count(shown.length, 'account')} of {users.length}
      </Text>
      {all.length > 0 && <AccountList accounts={drawn} lastTrades={lastTrades} label="Accounts" />}
      {isFiltered && shown.length === 0 && (
        <Empty
          icon={SearchX}
          title="No account is like that"
          action={
            <Button variant="default" onClick={() => change({ ...filter, text: '', status: '' })}>
              Show all accounts
            </Button>
          }
        >
          Search for less, or for any status.
        </Empty>
      )}
    </>
  );
}

function inWords({ master, users }: AccountsAnswer, isOwner: boolean): string {
  if (!isOwner) return count(users.length, 'account of yours', 'accounts of yours');
  const followers = count(users.length, 'account');
  return master === null ? `${followers}, and no master` : `The master and ${followers}`;
}
