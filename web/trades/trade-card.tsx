import { Badge, Group, Paper, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { TradeView } from '../api/types.ts';
import { count } from '../words/counting.ts';
import { durationText, momentText } from '../words/times.ts';
import { OutcomeBar } from './outcome-bar.tsx';
import { outcomeCounts } from './outcome-counts.ts';
import { bpsText, delaySpread, slippageSpread, tradeInWords } from './trade-words.ts';

/** One trade of the master's with how its copies went. */
export const TradeCard = memo(function TradeCard({ trade }: { readonly trade: TradeView }) {
  const { intentId, sequence, occurredAtMs, simulated, accounts } = trade;
  const delay = delaySpread(accounts);
  const slippage = slippageSpread(accounts);
  return (
    <Paper component="article" withBorder p="md">
      <Group justify="space-between" gap="xs" mb="xs">
        <Group gap="xs">
          <Link href={`/trades/${encodeURIComponent(intentId)}`} className="plain-link">
            <Text span fw={650} className="figures">
              {tradeInWords(trade)}
            </Text>
          </Link>
          {simulated && (
            <Badge variant="light" color="gray">
              Observed only
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" className="figures">
          {momentText(occurredAtMs)} · no. {sequence}
        </Text>
      </Group>
      <OutcomeBar counts={outcomeCounts(accounts)} withLegend />
      <Group gap="md" mt="xs">
        <Text size="sm" c="dimmed">
          {count(accounts.length, 'account')}
        </Text>
        {delay !== null && (
          <Text size="sm" c="dimmed" className="figures">
            delay {durationText(delay.median)}, p95 {durationText(delay.p95)}
          </Text>
        )}
        {slippage !== null && (
          <Text size="sm" c="dimmed" className="figures">
            slippage {bpsText(slippage.median)}, p95 {bpsText(slippage.p95)}
          </Text>
        )}
      </Group>
    </Paper>
  );
});
