import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { BadgeCheck, KeyRound, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useVerify } from '../api/account-actions.ts';
import { messageOf } from '../api/client.ts';
import type { AccountView, CredentialView } from '../api/types.ts';
import { fullMomentText } from '../words/times.ts';
import { RemoveKeyDialog } from './remove-key-dialog.tsx';
import { ReplaceKeyDialog } from './replace-key-dialog.tsx';
import { Section } from './section.tsx';

const sources = { vault: 'in the vault, encrypted', environment: "from the server's environment" } as const;

/** The key as far as anybody may see it, and the proof of what it may do. */
export function KeySection({
  account,
  credential,
}: {
  readonly account: AccountView;
  readonly credential: CredentialView;
}) {
  const [dialog, setDialog] = useState<'replace' | 'remove' | null>(null);
  const close = () => setDialog(null);
  const verify = useVerify();
  const { accountId, permissions } = account;
  const hasKey = credential.source !== null;
  return (
    <Section title="Exchange key">
      <Stack gap="sm">
        <Group gap="xs">
          <KeyRound size={16} aria-hidden />
          <Text ff="monospace">{credential.masked ?? (hasKey ? 'set' : 'none yet')}</Text>
          {credential.source !== null && (
            <Text size="sm" c="dimmed">
              {sources[credential.source]}
            </Text>
          )}
        </Group>
        {permissions === null ? (
          <Text size="sm" c="dimmed">
            What the key may do has not been proven yet.
          </Text>
        ) : (
          <div>
            <Group gap="xs">
              <Permission isGood={permissions.trade} yes="May trade" no="May not trade" unknown="Trading not proven" />
              <Permission
                isGood={permissions.withdraw === null ? null : !permissions.withdraw}
                yes="Cannot withdraw"
                no="Can withdraw"
                unknown="Withdrawal not proven"
              />
            </Group>
            <Text size="xs" c="dimmed" mt={4}>
              Proven {fullMomentText(permissions.provenAtMs)}
            </Text>
          </div>
        )}
        {permissions?.withdraw === true && (
          <Alert color="red" icon={<ShieldAlert aria-hidden />} title="This key can withdraw money">
            {account.allowsWithdrawal ? 'A person allowed it to trade all the same. ' : ''}
            Lockstep never withdraws: replace it by a key that can trade only.
          </Alert>
        )}
        <Group gap="xs">
          <Button
            size="sm"
            variant="default"
            leftSection={<BadgeCheck size={16} aria-hidden />}
            disabled={!hasKey || !account.isRunning}
            loading={verify.isPending}
            onClick={() =>
              verify.mutate(
                { accountId },
                {
                  onSuccess: () => notifications.show({ color: 'green', message: 'The key was proven just now.' }),
                  onError: (error) =>
                    notifications.show({ color: 'red', title: 'Not verified', message: messageOf(error) }),
                },
              )
            }
          >
            Verify
          </Button>
          <Button size="sm" variant="default" onClick={() => setDialog('replace')}>
            {hasKey ? 'Replace key' : 'Add key'}
          </Button>
          {credential.source === 'vault' && (
            <Button size="sm" variant="subtle" color="red" onClick={() => setDialog('remove')}>
              Remove key
            </Button>
          )}
        </Group>
      </Stack>
      {dialog === 'replace' && <ReplaceKeyDialog account={account} hasKey={hasKey} onClose={close} />}
      {dialog === 'remove' && <RemoveKeyDialog account={account} onClose={close} />}
    </Section>
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
