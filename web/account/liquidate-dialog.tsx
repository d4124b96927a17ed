import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useLiquidate } from '../api/account-actions.ts';
import type { AccountView, LiquidatedPosition } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';

interface LiquidateDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

/** Sells all that Lockstep bought for the account, and tells what came of it. */
export function LiquidateDialog({ account, onClose }: LiquidateDialogProps) {
  const liquidate = useLiquidate();
  const { accountId, name, positions, mode } = account;
  if (liquidate.isSuccess) return <Sold name={name} positions={liquidate.data} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={`Sell everything of ${name}`}
      confirmLabel="Sell everything"
      isDangerous
      typed={accountId}
      isPending={liquidate.isPending}
      error={liquidate.error}
      onConfirm={() => liquidate.mutate({ accountId })}
      onClose={onClose}
    >
      <Text size="sm">
        {mode === 'live'
          ? 'All that Lockstep bought for this account is sold at the market, now. Its own coins are not touched.'
          : 'The account observes: what would be sold is only written down.'}
      </Text>
      <List size="sm" className="figures">
        {positions.map(({ symbol, ownedQuantity, isDust }) => (
          <List.Item key={symbol}>
            {quantityText(ownedQuantity)} {symbol}
            {isDust ? ' (too little to sell)' : ''}
          </List.Item>
        ))}
      </List>
    </ConfirmDialog>
  );
}

interface SoldProps {
  readonly name: string;
  readonly positions: readonly LiquidatedPosition[];
  readonly onClose: () => void;
}

const Sold = ({ name, positions, onClose }: SoldProps) => (
  <Dialog onClose={onClose} title={`What was sold of ${name}`}>
    <Stack role="status">
      {positions.length === 0 && <Text size="sm">There was nothing to sell.</Text>}
      {positions.map((position) => (
        <div key={position.symbol}>
          <Group gap="xs">
            <OutcomeBadge outcome={position.outcome} />
            <Text size="sm" className="figures">
              {position.symbol}: {quantityText(position.filledQuantity)} of {quantityText(position.ownedBefore)}
              {position.averagePrice === null ? '' : ` at ${quantityText(position.averagePrice)}`}
            </Text>
          </Group>
          {position.code !== null && (
            <Text size="sm" c="dimmed">
              {reasonInWords(position.code, position.context)}
            </Text>
          )}
        </div>
      ))}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Stack>
  </Dialog>
);
