import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import type { AccountAudit } from '../api/types.ts';
import { fullMomentText } from '../words/times.ts';

type KeyPermissionsProps = Pick<AccountAudit, 'connection' | 'permissions' | 'allowsWithdrawal'>;

/** What the exchange said that the key may do, and when it said so. */
export function KeyPermissions({ connection, permissions, allowsWithdrawal }: KeyPermissionsProps) {
  if (permissions === null)
    return (
      <Text size="sm" c="dimmed">
        What the key may do has not been proven yet.
      </Text>
    );
  const { trade, withdraw, provenAtMs } = permissions;
  if (connection !== 'connected')
    return (
      <Text size="sm" c="dimmed">
        Not connected with this key. The latest proof is of {fullMomentText(provenAtMs)}, maybe of another key.
      </Text>
    );
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Permission isGood={trade} yes="May trade" no="May not trade" unknown="Trading not proven" />
        <Permission
          isGood={withdraw === null ? null : !withdraw}
          yes="Can't withdraw"
          no="Can withdraw"
          unknown="Withdrawal not proven"
        />
        <Text size="xs" c="dimmed">
          Proven {fullMomentText(provenAtMs)}
        </Text>
      </Group>
      {withdraw === true && (
        <Alert color="red" icon={<ShieldAlert aria-hidden />} title="This key can withdraw money">
          {allowsWithdrawal ? 'A person allowed it to trade all the same. ' : ''}
          Lockstep never withdraws: replace it by a key that can trade only.
        </Alert>
      )}
      {trade === false && (
        <Alert color="red" icon={<ShieldAlert aria-hidden />} title="This key may not trade">
          Allow trading for it at the exchange, then verify it again.
        </Alert>
      )}
    </Stack>
  );
}

interface PermissionProps {
  readonly isGood: boolean | null;
  readonly yes: string;
  readonly no: string;
  readonly unknown: string;
}

const Permission = ({ isGood, yes, no, unknown }: PermissionProps) => (
  <Badge variant="light" color={isGood === null ? 'gray' : isGood ? 'green' : 'red'}>
    {isGood === null ? unknown : isGood ? yes : no}
  </Badge>
);
