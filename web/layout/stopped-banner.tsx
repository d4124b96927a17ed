import { Alert, Button, Group, Text } from '@mantine/core';
import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { codedReasonInWords } from '../../scripts/status-reason.ts';
import { useAccounts } from '../api/accounts.ts';
import { useSetGlobalState } from '../api/everybody.ts';
import { useIsOwner } from '../api/session.ts';
import type { TradingState } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';

const titles = {
  halted: 'Everything is stopped: no account buys or sells',
  'exit-only': 'All accounts only sell: nothing is bought',
} as const;

/** What holds for all accounts, on every page, with the way back. */
export function StoppedBanner() {
  const isOwner = useIsOwner();
  const [wanted, setWanted] = useState<TradingState | null>(null);
  const { data } = useAccounts();
  const setState = useSetGlobalState();
  const state = data?.global?.tradingState ?? 'active';
  if (state === 'active') return null;
  const reason = data?.global?.reason;
  const close = () => {
    setWanted(null);
    setState.reset();
  };
  return (
    <Alert color="red" variant="light" icon={<OctagonX aria-hidden />} title={titles[state]} role="alert" mb="lg">
      <Group justify="space-between">
        <Text size="sm">{reason == null ? 'A person decided so.' : codedReasonInWords(reason)}</Text>
        {isOwner && (
          <Group gap="xs">
            {state === 'halted' && (
              <Button size="xs" variant="default" onClick={() => setWanted('exit-only')}>
                Let them sell only
              </Button>
            )}
            <Button size="xs" onClick={() => setWanted('active')}>
              Let them trade again
            </Button>
          </Group>
        )}
      </Group>
      {wanted !== null && (
        <ConfirmDialog
          title={wanted === 'active' ? 'Let all accounts trade again?' : 'Let all accounts sell only?'}
          confirmLabel={wanted === 'active' ? 'Trade again' : 'Sell only'}
          isPending={setState.isPending}
          error={setState.error}
          onConfirm={() => setState.mutate(wanted, { onSuccess: close })}
          onClose={close}
        >
          <Text size="sm">
            {wanted === 'active'
              ? 'Every account goes back to its own state: those that are live buy and sell with real money.'
              : 'Every account may close what it holds; none buys.'}
          </Text>
        </ConfirmDialog>
      )}
    </Alert>
  );
}
