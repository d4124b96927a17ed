import { Button, Text } from '@mantine/core';
import { Eye, Radio } from 'lucide-react';
import { useState } from 'react';
import { useSetMode } from '../api/account-actions.ts';
import type { AccountView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { GoLiveDialog } from './go-live-dialog.tsx';

/** Between observe, which sends nothing, and live. */
export function ModeSwitch({ account }: { readonly account: AccountView }) {
  /** What is asked stays asked: the mode changes under an open dialog before that dialog is done. */
  const [asked, setAsked] = useState<AccountView['mode'] | null>(null);
  const close = () => setAsked(null);
  const isLive = account.mode === 'live';
  return (
    <>
      <Button
        variant={isLive ? 'default' : 'filled'}
        leftSection={isLive ? <Eye size={16} aria-hidden /> : <Radio size={16} aria-hidden />}
        disabled={!account.isRunning}
        onClick={() => setAsked(isLive ? 'observe' : 'live')}
      >
        {isLive ? 'Switch to observe' : 'Go live'}
      </Button>
      {asked === 'observe' && <ToObserve account={account} onClose={close} />}
      {asked === 'live' && <GoLiveDialog account={account} onClose={close} />}
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
