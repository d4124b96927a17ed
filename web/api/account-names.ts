import { useMemo } from 'react';
import { useAccounts } from './accounts.ts';

/** By account id. Accounts are read every few seconds: it stays the same map until a name changes. */
export function useAccountNames(): ReadonlyMap<string, string> {
  const { data } = useAccounts();
  const known = data === undefined ? [] : data.master === null ? data.users : [data.master, ...data.users];
  const named = JSON.stringify(known.map(({ accountId, name }) => [accountId, name]));
  return useMemo(() => new Map(JSON.parse(named) as [string, string][]), [named]);
}
