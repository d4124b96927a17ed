import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { BadgeCheck, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { KeyDialog } from '../accounts/key-dialog.tsx';
import { KeyPermissions } from '../accounts/key-permissions.tsx';
import { useVerify } from '../api/account-actions.ts';
import { messageOf } from '../api/client.ts';
import type { AccountView, CredentialView } from '../api/types.ts';
import { keyInWords } from '../words/key-words.ts';
import { toneColours } from '../words/outcome-words.ts';
import { RemoveKeyDialog } from './remove-key-dialog.tsx';
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
  const { accountId } = account;
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
        {hasKey && <KeyPermissions {...account} />}
        <Group gap="xs">
          <Button
            size="sm"
            variant="default"
            leftSection={<BadgeCheck size={16} aria-hidden />}
            disabled={!hasKey}
            loading={verify.isPending}
            onClick={() =>
              verify.mutate(
                { accountId },
                {
                  onSuccess: (audit) => {
                    const { words, tone } = keyInWords(audit);
                    notifications.show({ color: toneColours[tone], message: words });
                  },
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
      {dialog === 'replace' && <KeyDialog account={account} hasKey={hasKey} onClose={close} />}
      {dialog === 'remove' && <RemoveKeyDialog account={account} onClose={close} />}
    </Section>
  );
}
