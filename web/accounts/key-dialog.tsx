import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useSetCredential } from '../api/account-actions.ts';
import { issuesByField } from '../api/client.ts';
import type { AccountView } from '../api/types.ts';
import { Failure } from '../parts/failure.tsx';
import { KeyInputs, emptyKey, trimmedKey } from './key-inputs.tsx';
import { KeyProof } from './key-proof.tsx';

interface KeyDialogProps {
  readonly account: Pick<AccountView, 'accountId' | 'name' | 'exchange'>;
  /** Why another dialog's try did not work. */
  readonly firstError?: Error;
  readonly onClose: () => void;
}

/** Takes a key, then proves what it may do. */
export function KeyDialog({ account, firstError, onClose }: KeyDialogProps) {
  const [form, setForm] = useState(emptyKey);
  const save = useSetCredential();
  const error = save.error ?? (save.isIdle ? firstError : null);
  return (
    <Modal opened onClose={onClose} title={`Key of ${account.name}`} centered>
      {save.isSuccess ? (
        <KeyProof accountId={account.accountId} masked={save.data.masked} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ accountId: account.accountId, ...trimmedKey(form) }, { onSuccess: () => setForm(emptyKey) });
          }}
        >
          <Stack>
            <KeyInputs
              exchange={account.exchange}
              form={form}
              onChange={setForm}
              issues={issuesByField(error)}
              isRequired
            />
            {error != null && <Failure error={error} title="The key was not taken" />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={save.isPending}>
                Save the key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
