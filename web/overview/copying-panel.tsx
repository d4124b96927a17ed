import { Switch, Text } from '@mantine/core';
import { memo, useState } from 'react';
import { useSetCopying } from '../api/everybody.ts';
import type { CopyingView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { count } from '../words/counting.ts';

interface CopyingPanelProps {
  readonly copying: CopyingView;
  readonly isOwner: boolean;
}

export const CopyingPanel = memo(function CopyingPanel({ copying, isOwner }: CopyingPanelProps) {
  const [isAsking, setAsking] = useState(false);
  const setCopying = useSetCopying();
  const isSwitchedOff = copying.state === 'off';
  const close = () => {
    setAsking(false);
    setCopying.reset();
  };
  return (
    <Panel
      title="Copying the master"
      aside={
        isOwner && (
          <Switch
            aria-label="Copy the master's trades"
            size="md"
            checked={!isSwitchedOff}
            onChange={() => setAsking(true)}
          />
        )
      }
    >
      <Text size="sm">{inWords(copying)}</Text>
      {isAsking && (
        <ConfirmDialog
          title={isSwitchedOff ? 'Copy the master again?' : 'Stop copying the master?'}
          confirmLabel={isSwitchedOff ? 'Copy again' : 'Stop copying'}
          isPending={setCopying.isPending}
          error={setCopying.error}
          onConfirm={() => setCopying.mutate(isSwitchedOff, { onSuccess: close })}
          onClose={close}
        >
          <Text size="sm">
            {isSwitchedOff
              ? "From the master's next trade on, its followers copy it. What it traded meanwhile is not made up for."
              : 'The master goes on trading, and nobody copies it: its sales too. Accounts keep what they hold, with their own stops.'}
          </Text>
        </ConfirmDialog>
      )}
    </Panel>
  );
});

function inWords({ state, reason, followers }: CopyingView): string {
  switch (state) {
    case 'on':
      return followers === null ? 'On.' : `On: ${count(followers, 'account follows', 'accounts follow')} the master.`;
    case 'off':
      return 'Off: a person switched it off. Accounts trade on their own.';
    case 'standalone':
      return `Off: ${reason ?? 'the master cannot trade'}. Accounts trade, sell and close on their own.`;
  }
}
