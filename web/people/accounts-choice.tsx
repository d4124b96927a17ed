import { MultiSelect } from '@mantine/core';
import { useAccounts } from '../api/accounts.ts';

interface AccountsChoiceProps {
  readonly accountIds: readonly string[];
  readonly onChange: (accountIds: readonly string[]) => void;
}

export function AccountsChoice({ accountIds, onChange }: AccountsChoiceProps) {
  const { data } = useAccounts();
  const known = (data?.users ?? []).map(({ accountId, name }) => ({ value: accountId, label: name }));
  const gone = accountIds
    .filter((accountId) => !known.some(({ value }) => value === accountId))
    .map((accountId) => ({ value: accountId, label: accountId }));
  return (
    <MultiSelect
      label="Their accounts"
      description="They see and control these, and nothing else."
      searchable
      clearable
      limit={50}
      data={[...known, ...gone]}
      value={[...accountIds]}
      nothingFoundMessage="No such account"
      onChange={onChange}
    />
  );
}
