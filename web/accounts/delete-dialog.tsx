import { Alert, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useDeleteAccount } from '../api/accounts.ts';
import type { AccountView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { quantityText, signOf } from '../words/amounts.ts';

interface DeleteDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

type Positions = 'leave' | 'liquidate';

export function DeleteDialog({ account, onClose }: DeleteDialogProps) {
  const [positions, setPositions] = useState<Positions>('leave');
  const remove = useDeleteAccount();
  const [location, navigate] = useLocation();
  const leave = () => {
    onClose();
    if (location !== '/accounts') navigate('/accounts');
  };
  const owned = account.positions.filter(({ ownedQuantity }) => signOf(ownedQuantity) !== 0);
  return (
    <ConfirmDialog
      title={`Delete ${account.name}?`}
      confirmLabel={positions === 'liquidate' ? 'Sell, then delete' : 'Delete the account'}
      isDangerous
      typed={account.accountId}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ accountId: account.accountId, positions }, { onSuccess: leave })}
      onClose={onClose}
    >
      <Text size="sm">Lockstep forgets its configuration and its key. The account at the exchange stays.</Text>
      {owned.length > 0 && (
        <>
          <Alert color="orange" title="Lockstep bought this for it">
            {owned.map(({ symbol, ownedQuantity }) => `${quantityText(ownedQuantity)} ${symbol}`).join(', ')}
          </Alert>
          <Radio.Group
            label="What becomes of it?"
            value={positions}
            onChange={(value) => setPositions(value === 'liquidate' ? 'liquidate' : 'leave')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="leave" label="Leave it at the exchange: the person may sell it there" />
              <Radio value="liquidate" label="Sell it now, at the market" />
            </Stack>
          </Radio.Group>
        </>
      )}
    </ConfirmDialog>
  );
}
