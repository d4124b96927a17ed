import { Text } from '@mantine/core';
import { useDisable } from '../api/account-actions.ts';
import type { AccountView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';

interface DisableDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

export function DisableDialog({ account, onClose }: DisableDialogProps) {
  const disable = useDisable();
  return (
    <ConfirmDialog
      title={`Disable ${account.name}?`}
      confirmLabel="Disable"
      isDangerous
      isPending={disable.isPending}
      error={disable.error}
      onConfirm={() => disable.mutate(account, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        It stops following the master and stays as it is: what it owns is kept, and neither sold nor watched by a
        stop-loss. Enable it again at any time.
      </Text>
    </ConfirmDialog>
  );
}
