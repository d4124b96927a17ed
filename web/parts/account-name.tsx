import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';

interface AccountNameProps {
  readonly accountId: string;
  readonly names: ReadonlyMap<string, string>;
}

/** With its name, as a person knows it, and its id where that tells more. */
export function AccountName({ accountId, names }: AccountNameProps) {
  const name = names.get(accountId) ?? accountId;
  return (
    <Anchor component={Link} href={`/accounts/${encodeURIComponent(accountId)}`} c="inherit" size="sm" fw={500}>
      {name}
      {name !== accountId && (
        <Text span size="xs" c="dimmed" fw={400} className="account-id">
          {' '}
          {accountId}
        </Text>
      )}
    </Anchor>
  );
}
