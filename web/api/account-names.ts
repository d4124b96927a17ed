import { useMemo } from 'react';
import { usePartOfAccounts } from './accounts.ts';
import type { AccountsAnswer } from './types.ts';

/** By account id; the same map until a name changes. */
export function useAccountNames(): ReadonlyMap<string, string> {
  const { data = '[]' } = usePartOfAccounts(namesOf);
  return useMemo(() => new Map(JSON.parse(data) as [string, string][]), [data]);
}

/** As text, which is the same when nothing changed. */
const namesOf = ({ master, users }: AccountsAnswer): string =>
  JSON.stringify((master === null ? users : [master, ...users]).map(({ accountId, name }) => [accountId, name]));
