import { Button, Text } from '@mantine/core';
import { Eye, Radio } from 'lucide-react';
import { useState } from 'react';
import { useSetMode } from '../api/account-actions.ts';
import type { AccountView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { GoLiveDialog } from './go-live-dialog.tsx';

/** Between observe, which sends nothing, and live. */
export function ModeSwitch({ account }: { readonly account: AccountView }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  const isLive = account.mode === 'live';
  return (
    <>
      <Button
        variant={isLive ? 'default' : 'filled'}
        leftSection={isLive ? <Eye size={16} aria-hidden /> : <Radio size={16} aria-hidden />}
        disabled={!account.isRunning}
        onClick={() => setIsOpen(true)}
      >
        {isLive ? 'Switch to observe' : 'Go live'}
      </Button>
      {isOpen &&
        (isLive ? <ToObserve account={account} onClose={close} /> : <GoLiveDialog account={account} onClose={close} />)}
    </>
  );
}

function ToObserve({ account, onClose }: { readonly account: AccountView; readonly onClose: () => void }) {
  const setMode = useSetMode();
  return (
    <ConfirmDialog
      title={`Switch ${account.name} to observe`}
      confirmLabel="Switch to observe"
      isPending={setMode.isPending}
      error={setMode.error}
      onConfirm={() => setMode.mutate({ accountId: account.accountId, mode: 'observe' }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        It goes on deciding and writes its decisions down, but sends no order. What it owns stays, and is not sold while
        it observes.
      </Text>
    </ConfirmDialog>
  );
}
