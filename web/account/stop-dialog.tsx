import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useStop } from '../api/account-actions.ts';
import type { AccountView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';

interface StopDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

/** Stops it and leaves, or sells first, what it owns. */
export function StopDialog({ account, onClose }: StopDialogProps) {
  const stop = useStop();
  const [positions, setPositions] = useState('leave');
  const { accountId, name } = account;
  const liquidate = positions === 'liquidate';
  return (
    <ConfirmDialog
      title={`Stop ${name}`}
      confirmLabel={liquidate ? 'Sell everything and stop' : 'Stop'}
      isDangerous
      {...(liquidate ? { typed: accountId } : {})}
      isPending={stop.isPending}
      error={stop.error}
      onConfirm={() => stop.mutate({ accountId, liquidate }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">A stopped account copies nothing: it does not sell when the master sells.</Text>
      <Radio.Group label="What Lockstep bought for it" value={positions} onChange={setPositions}>
        <Stack gap="xs" mt="xs">
          <Radio value="leave" label="Stays as it is" />
          <Radio value="liquidate" label="Is sold first, at the market" disabled={account.positions.length === 0} />
        </Stack>
      </Radio.Group>
    </ConfirmDialog>
  );
}
