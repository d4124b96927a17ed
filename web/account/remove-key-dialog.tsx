import { Text } from '@mantine/core';
import { useRemoveCredential } from '../api/account-actions.ts';
import type { AccountView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';

interface RemoveKeyDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

/** Takes the key out of the vault. */
export function RemoveKeyDialog({ account, onClose }: RemoveKeyDialogProps) {
  const remove = useRemoveCredential();
  const { accountId, name, positions } = account;
  return (
    <ConfirmDialog
      title={`Remove the key of ${name}`}
      confirmLabel="Remove key"
      isDangerous
      typed={accountId}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ accountId }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        Without a key it neither buys nor sells
        {positions.length === 0 ? '.' : ', also not what it still owns.'} A key in the server&apos;s environment is used
        again, if there is one.
      </Text>
    </ConfirmDialog>
  );
}
