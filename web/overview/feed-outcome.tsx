import { Anchor, Group, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { TradeOutcome } from '../api/types.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { quantityText, signOf } from '../words/amounts.ts';
import { durationText } from '../words/times.ts';

interface FeedOutcomeProps {
  readonly row: TradeOutcome;
  readonly name: string;
}

export const FeedOutcome = memo(function FeedOutcome({ row, name }: FeedOutcomeProps) {
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start" pb={6}>
      <div style={{ minWidth: 0 }}>
        <Anchor component={Link} href={`/accounts/${encodeURIComponent(row.accountId)}`} c="inherit" size="sm">
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {told(row)}
        </Text>
      </div>
      <OutcomeBadge outcome={row.outcome} />
    </Group>
  );
});

/** What was bought or sold and how soon, or why it was not. */
function told({ why, filledQuantity, averagePrice, delayMs }: TradeOutcome): string {
  if (signOf(filledQuantity) === 0) return why;
  const filled = `${quantityText(filledQuantity)} at ${quantityText(averagePrice)}`;
  const delay = delayMs === null ? '' : `, sent after ${durationText(delayMs)}`;
  return why === '' ? `${filled}${delay}` : `${filled}${delay}; ${why}`;
}
