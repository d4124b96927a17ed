import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AccountView } from '../api/types.ts';
import { exchangeNames } from '../words/account-words.ts';
import { quantityText } from '../words/amounts.ts';
import { fullMomentText } from '../words/times.ts';
import { Section } from './section.tsx';
import { SettleDialog, type Review } from './settle-dialog.tsx';

/** Orders of which nobody can prove whether they reached the exchange: a person looks and settles each. */
export function ReviewsSection({ account }: { readonly account: AccountView }) {
  const [settled, setSettled] = useState<Review | null>(null);
  return (
    <Section
      title="Needs review"
      hint={`It is not proven whether these orders reached ${exchangeNames[account.exchange]}. Look for each there, then settle it.`}
    >
      <Stack gap="xs">
        {account.needsReview.map((order) => (
          <Paper key={order.clientOrderId} withBorder p="sm">
            <Group justify="space-between">
              <div>
                <Text fw={600} className="figures">
                  {order.side === 'buy' ? 'Buy' : 'Sell'} {quantityText(order.quantity)} {order.symbol}
                </Text>
                <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  since {fullMomentText(order.since)} · our id {order.clientOrderId}
                </Text>
              </div>
              <Button onClick={() => setSettled(order)}>Settle</Button>
            </Group>
          </Paper>
        ))}
      </Stack>
      {settled !== null && <SettleDialog account={account} order={settled} onClose={() => setSettled(null)} />}
    </Section>
  );
}
