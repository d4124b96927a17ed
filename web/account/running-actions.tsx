import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { CircleDollarSign, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { useEnable, useStart } from '../api/account-actions.ts';
import { messageOf } from '../api/client.ts';
import type { AccountView } from '../api/types.ts';
import { LiquidateDialog } from './liquidate-dialog.tsx';
import { StopDialog } from './stop-dialog.tsx';

/** Start or stop it, and sell what it owns. */
export function RunningActions({ account }: { readonly account: AccountView }) {
  const [dialog, setDialog] = useState<'stop' | 'liquidate' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      {account.isRunning ? (
        <>
          <Button
            variant="default"
            leftSection={<CircleDollarSign size={16} aria-hidden />}
            disabled={account.positions.length === 0}
            onClick={() => setDialog('liquidate')}
          >
            Sell everything
          </Button>
          <Button
            variant="light"
            color="red"
            leftSection={<Square size={16} aria-hidden />}
            onClick={() => setDialog('stop')}
          >
            Stop
          </Button>
        </>
      ) : (
        <StartButton account={account} />
      )}
      {dialog === 'stop' && <StopDialog account={account} onClose={close} />}
      {dialog === 'liquidate' && <LiquidateDialog account={account} onClose={close} />}
    </>
  );
}

function StartButton({ account }: { readonly account: AccountView }) {
  const start = useStart();
  const enable = useEnable();
  const isDisabled = account.config?.enabled === false;
  const begin = isDisabled ? enable : start;
  return (
    <Button
      leftSection={<Play size={16} aria-hidden />}
      loading={begin.isPending}
      onClick={() =>
        begin.mutate(
          { accountId: account.accountId },
          {
            onError: (error) =>
              notifications.show({ color: 'red', title: 'It did not start', message: messageOf(error) }),
          },
        )
      }
    >
      {isDisabled ? 'Enable' : 'Start'}
    </Button>
  );
}
