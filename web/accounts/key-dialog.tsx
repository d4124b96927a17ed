import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useSetCredential } from '../api/account-actions.ts';
import { issuesByField } from '../api/client.ts';
import type { AccountView } from '../api/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { KeyInputs, emptyKey, trimmedKey } from './key-inputs.tsx';
import { KeyProof } from './key-proof.tsx';

interface KeyDialogProps {
  readonly account: Pick<AccountView, 'accountId' | 'name' | 'exchange'>;
  /** True: the key that is typed takes the place of another. */
  readonly hasKey: boolean;
  /** Why another dialog's try did not work. */
  readonly firstError?: Error;
  readonly onClose: () => void;
}

/** Takes a key, which is never shown again, then proves what it may do. */
export function KeyDialog({ account, hasKey, firstError, onClose }: KeyDialogProps) {
  const [form, setForm] = useState(emptyKey);
  const save = useSetCredential();
  const { accountId, name, exchange } = account;
  const error = save.error ?? (save.isIdle ? firstError : null);
  const issues = issuesByField(error);
  const { apiKey, apiSecret } = trimmedKey(form);
  return (
    <Dialog
      onClose={onClose}
      title={save.isSuccess ? `Key of ${name}` : hasKey ? `Replace the key of ${name}` : `Add a key for ${name}`}
    >
      {save.isSuccess ? (
        <KeyProof accountId={accountId} masked={save.data.masked} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ accountId, apiKey, apiSecret }, { onSuccess: () => setForm(emptyKey) });
          }}
        >
          <Stack>
            <KeyInputs exchange={exchange} form={form} onChange={setForm} issues={issues} isRequired isFocused />
            {error != null && Object.keys(issues).length === 0 && (
              <Failure error={error} title="The key was not taken" />
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={save.isPending} disabled={apiKey === '' || apiSecret === ''}>
                Save the key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
