import { Badge, Group, Paper, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { TradeView } from '../api/types.ts';
import { count } from '../words/counting.ts';
import { durationText, momentText } from '../words/times.ts';
import { OutcomeBar } from './outcome-bar.tsx';
import { outcomeCounts } from './outcome-counts.ts';
import { SideBadge } from './side-badge.tsx';
import { slippageText, delaySpread, slippageSpread, tradedInWords } from './trade-words.ts';

/** One trade of the master's with how its copies went. */
export const TradeCard = memo(function TradeCard({ trade }: { readonly trade: TradeView }) {
  const { intentId, sequence, occurredAtMs, simulated, accounts } = trade;
  const delay = delaySpread(accounts);
  const slippage = slippageSpread(accounts);
  return (
    <Paper component="article" withBorder px="md" py="sm">
      <Group justify="space-between" gap="xs" mb="xs">
        <Group gap="xs">
          <SideBadge side={trade.side} />
          <Link href={`/trades/${encodeURIComponent(intentId)}`} className="plain-link">
            <Text span fw={600} className="figures">
              {tradedInWords(trade)}
            </Text>
          </Link>
          {simulated && (
            <Badge variant="light" color="gray">
              The master only observed
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" className="figures row-of-facts">
          <span>No. {sequence}</span>
          <time dateTime={new Date(occurredAtMs).toISOString()}>{momentText(occurredAtMs)}</time>
        </Text>
      </Group>
      <OutcomeBar
        counts={outcomeCounts(accounts)}
        withLegend
        aside={
          <Text size="sm" c="dimmed" className="figures row-of-facts">
            <span>{count(accounts.length, 'account')}</span>
            {delay !== null && <span>usual delay {durationText(delay.median)}</span>}
            {slippage !== null && <span>usual slippage {slippageText(slippage.median)}</span>}
          </Text>
        }
      />
    </Paper>
  );
});
