import { Button, Group, Modal, PasswordInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSetCredential } from '../api/account-actions.ts';
import { issuesByField } from '../api/client.ts';
import type { AccountView } from '../api/types.ts';
import { Failure } from '../parts/failure.tsx';
import { exchangeNames } from '../words/account-words.ts';

interface ReplaceKeyDialogProps {
  readonly account: AccountView;
  readonly hasKey: boolean;
  readonly onClose: () => void;
}

/** What is typed here goes to the vault and is never shown again. */
export function ReplaceKeyDialog({ account, hasKey, onClose }: ReplaceKeyDialogProps) {
  const [apiKey, setApiKey] = useState('');
  const [apiSecret, setApiSecret] = useState('');
  const save = useSetCredential();
  const issues = issuesByField(save.error);
  const { accountId, exchange, name } = account;
  const secretProps = {
    label: 'API secret',
    value: apiSecret,
    autoComplete: 'off',
    required: true,
    error: issues['apiSecret'],
  };
  return (
    <Modal opened onClose={onClose} title={hasKey ? `Replace the key of ${name}` : `Add a key for ${name}`} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ accountId, apiKey: apiKey.trim(), apiSecret: apiSecret.trim() }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            Make the key at {exchangeNames[exchange]} with permission to trade and to read balances, and without
            permission to withdraw.
          </Text>
          <TextInput
            label="API key"
            value={apiKey}
            onChange={(event) => setApiKey(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            required
            data-autofocus
            error={issues['apiKey']}
          />
          {exchange === 'coinbase' ? (
            // Coinbase's secret is a PEM of several lines.
            <Textarea
              {...secretProps}
              minRows={4}
              autosize
              spellCheck={false}
              onChange={(event) => setApiSecret(event.currentTarget.value)}
            />
          ) : (
            <PasswordInput {...secretProps} onChange={(event) => setApiSecret(event.currentTarget.value)} />
          )}
          {save.error !== null && Object.keys(issues).length === 0 && (
            <Failure error={save.error} title="The key was not saved" />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={apiKey.trim() === '' || apiSecret.trim() === ''}>
              Save key
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
