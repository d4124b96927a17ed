import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, pathOf, send } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type { AccountAnswer, AccountsAnswer, AccountView, RehearsalDocument } from './types.ts';

/** Events bring news sooner; this catches what makes none, such as prices. */
const readAgainMs = 10_000;

const accounts = queryOptions({
  queryKey: queryKeys.accounts,
  queryFn: ({ signal }) => get<AccountsAnswer>('/accounts', signal),
  refetchInterval: readAgainMs,
});

export const useAccounts = () => useQuery(accounts);

/** One part of the accounts: who uses it is drawn anew only when that part changes. */
export const usePartOfAccounts = <Part>(select: (answer: AccountsAnswer) => Part) => useQuery({ ...accounts, select });

export const useAccount = (accountId: string) =>
  useQuery({
    queryKey: queryKeys.account(accountId),
    queryFn: ({ signal }) => get<AccountAnswer>(pathOf(accountId), signal),
    refetchInterval: readAgainMs,
  });

export const useRehearsal = (accountId: string) =>
  useQuery({
    queryKey: queryKeys.rehearsal(accountId),
    queryFn: ({ signal }) => get<RehearsalDocument>(`${pathOf(accountId)}/rehearsal`, signal),
  });

/** A change of one account or more: what was known of accounts is read again, whether it worked or not. */
export function useAccountChange<Form, Answer>(change: (form: Form) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.accounts }),
        client.invalidateQueries({ queryKey: queryKeys.everyAccount }),
      ]),
  });
}

/** One account as a configuration file spells it. */
export interface AccountEntryForm {
  readonly user_id: string;
  readonly name?: string;
  readonly broker_type: string;
  readonly account_type?: string;
  readonly sizing?: object;
  readonly limits?: object;
}

export const useCreateAccount = () =>
  useAccountChange((entry: AccountEntryForm) => send<AccountView>('POST', '/accounts', { entry }));

interface DeleteForm {
  readonly accountId: string;
  /** What becomes of what Lockstep bought for it. */
  readonly positions: 'leave' | 'liquidate';
}
export function useDeleteAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ accountId, positions }: DeleteForm) =>
      send('DELETE', pathOf(accountId), { confirm: accountId, positions }),
    // The server tells of it for a few seconds more: read again now, it would be back.
    onSuccess: (_, { accountId }) =>
      client.setQueryData<AccountsAnswer>(
        queryKeys.accounts,
        (known) => known && { ...known, users: known.users.filter((account) => account.accountId !== accountId) },
      ),
    onError: () => client.invalidateQueries({ queryKey: queryKeys.accounts }),
  });
}

/** Limits, sizing and the like, as the configuration file spells them. */
export const useChangeAccount = () =>
  useAccountChange(({ accountId, ...change }: { readonly accountId: string } & Readonly<Record<string, unknown>>) =>
    send('PATCH', pathOf(accountId), change),
  );
