import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSetCredential } from '../api/account-actions.ts';
import { useCreateAccount } from '../api/accounts.ts';
import { issuesByField } from '../api/client.ts';
import type { ExchangeName } from '../api/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { exchangeNames } from '../words/account-words.ts';
import { accountIdFrom } from './account-id-from.ts';
import { KeyDialog } from './key-dialog.tsx';
import { KeyInputs, emptyKey, trimmedKey } from './key-inputs.tsx';
import { KeyProof } from './key-proof.tsx';
import { usualSizing } from './sizing-form.ts';
import { SizingInput } from './sizing-input.tsx';

const exchanges = Object.entries(exchangeNames).map(([value, label]) => ({ value: value as ExchangeName, label }));

/** Creates the account, gives its key to the vault and proves it; each step can be tried again by itself. */
export function AddAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [exchange, setExchange] = useState<ExchangeName>('kraken');
  const [sizing, setSizing] = useState(usualSizing);
  const [key, setKey] = useState(emptyKey);
  const create = useCreateAccount();
  const save = useSetCredential();
  const issues = { ...issuesByField(create.error), ...issuesByField(save.error) };
  const accountId = chosenId ?? accountIdFrom(name);
  const hasKey = key.apiKey.trim() !== '' || key.apiSecret.trim() !== '';

  const saveKey = () => save.mutate({ accountId, ...trimmedKey(key) }, { onSuccess: () => setKey(emptyKey) });
  const submit = () =>
    create.mutate(
      { user_id: accountId, name: name.trim(), broker_type: exchange, sizing },
      {
        onSuccess: () => {
          if (hasKey) saveKey();
          else {
            notifications.show({
              color: 'green',
              title: name.trim(),
              message: 'Added. Its key can be added at any time.',
            });
            onClose();
          }
        },
      },
    );

  // The account is there; what is left is its key alone.
  if (create.isSuccess && save.isError)
    return (
      <KeyDialog account={{ accountId, name, exchange }} hasKey={false} firstError={save.error} onClose={onClose} />
    );
  return (
    <Dialog onClose={onClose} title="Add an account" size="lg">
      {save.isSuccess ? (
        <KeyProof accountId={accountId} masked={save.data.masked} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack>
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput
                label="Whose account is it?"
                placeholder="Anna Meyer"
                required
                maxLength={200}
                data-autofocus
                value={name}
                error={issues['name']}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <TextInput
                label="Short name"
                description="Letters, digits and _; it can't be changed later."
                required
                pattern="[A-Za-z0-9]([A-Za-z0-9._\-]{0,62}[A-Za-z0-9_\-])?"
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={accountId}
                error={issues['user_id']}
                onChange={(event) => setChosenId(event.currentTarget.value)}
              />
            </SimpleGrid>
            <Select
              label="Exchange"
              data={exchanges}
              value={exchange}
              allowDeselect={false}
              error={issues['broker_type']}
              onChange={(chosen) => setExchange(chosen ?? 'kraken')}
            />
            <SizingInput sizing={sizing} onChange={setSizing} issues={issues} />
            <KeyInputs exchange={exchange} form={key} onChange={setKey} issues={issues} isRequired={hasKey} />
            <Text size="sm" c="dimmed">
              It begins by observing: it writes down what it would have traded, and sends nothing. The key may also be
              added later.
            </Text>
            {create.isError && <Failure error={create.error} title="The account was not added" />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending || save.isPending}>
                Add the account
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
