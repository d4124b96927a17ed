import { Button, Group, List, Text } from '@mantine/core';
import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { useAccounts } from '../api/accounts.ts';
import { useSetGlobalState } from '../api/everybody.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';

/** Always in sight, and one confirmation away. */
export function StopEverything() {
  const [isAsking, setAsking] = useState(false);
  const { data } = useAccounts();
  const setState = useSetGlobalState();
  if (data?.global?.tradingState === 'halted') return null;
  const close = () => {
    setAsking(false);
    setState.reset();
  };
  return (
    <>
      <Button
        color="red"
        leftSection={<OctagonX size={18} aria-hidden />}
        onClick={() => setAsking(true)}
        aria-label="Stop everything"
        px="sm"
      >
        <span className="long-label">Stop everything</span>
        <span className="short-label">Stop</span>
      </Button>
      {isAsking && (
        <ConfirmDialog
          title="Stop everything?"
          confirmLabel="Stop everything now"
          isDangerous
          isPending={setState.isPending}
          error={setState.error}
          onConfirm={() => setState.mutate('halted', { onSuccess: close })}
          onClose={close}
        >
          <Text size="sm">From this moment, and until somebody lets them trade again:</Text>
          <List size="sm" spacing={4}>
            <List.Item>no account buys or sells, the master neither</List.Item>
            <List.Item>what Lockstep bought stays where it is: nothing is sold</List.Item>
            <List.Item>stop-loss and take-profit orders are not sent either</List.Item>
          </List>
          {data?.global?.tradingState === 'active' && (
            <Group justify="space-between">
              <Text size="sm">Sales and stop-losses should go on?</Text>
              <Button
                variant="default"
                size="xs"
                disabled={setState.isPending}
                onClick={() => setState.mutate('exit-only', { onSuccess: close })}
              >
                Only stop buying
              </Button>
            </Group>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
