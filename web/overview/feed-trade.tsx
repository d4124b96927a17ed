import { Anchor, Badge, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { memo, useState } from 'react';
import { Link } from 'wouter';
import type { TradeView } from '../api/types.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { count } from '../words/counting.ts';
import { outcomeInWords, toneFills } from '../words/outcome-words.ts';
import { momentText } from '../words/times.ts';
import { FeedOutcomes } from './feed-outcomes.tsx';
import { outcomeCounts, tradeInWords } from './trade-in-words.ts';

/** So many accounts are shown without being asked for. */
const fewAccounts = 6;

interface FeedTradeProps {
  readonly trade: TradeView;
  readonly names: ReadonlyMap<string, string>;
  readonly isNewest: boolean;
}

export const FeedTrade = memo(function FeedTrade({ trade, names, isNewest }: FeedTradeProps) {
  const [isWanted, setWanted] = useState<boolean | null>(null);
  const { accounts } = trade;
  const counts = outcomeCounts(accounts);
  const isFew = accounts.length <= fewAccounts;
  const isOpen = isWanted ?? (isNewest && isFew);
  return (
    <Paper component="li" withBorder p="sm" className={isNewest ? 'arriving' : undefined}>
      <Stack gap={8}>
        <Group justify="space-between" gap="xs" align="flex-start">
          <Group gap="xs">
            <Badge color={trade.side === 'buy' ? 'teal' : 'blue'} variant="light">
              {trade.side === 'buy' ? 'Buy' : 'Sell'}
            </Badge>
            <Anchor
              component={Link}
              href={`/trades/${encodeURIComponent(trade.intentId)}`}
              c="inherit"
              fw={600}
              size="sm"
            >
              {tradeInWords(trade).replace(/^(Buy|Sell) /, '')}
            </Anchor>
            {trade.simulated && (
              <Badge color="gray" variant="light">
                The master only observed
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed" component="time" dateTime={new Date(trade.occurredAtMs).toISOString()}>
            {momentText(trade.occurredAtMs)}
          </Text>
        </Group>
        <Progress.Root size={6} aria-hidden>
          {counts.map(({ outcome, number }) => (
            <Progress.Section
              key={outcome}
              value={(number / accounts.length) * 100}
              color={toneFills[outcomeInWords(outcome).tone]}
            />
          ))}
        </Progress.Root>
        <Group gap={6} justify="space-between" align="flex-start" wrap="nowrap">
          <Group gap={6} style={{ minWidth: 0 }}>
            {counts.map(({ outcome, number }) => (
              <OutcomeBadge key={outcome} outcome={outcome} number={number} />
            ))}
            {accounts.length === 0 && (
              <Text size="xs" c="dimmed">
                Handed out; no account has answered yet.
              </Text>
            )}
          </Group>
          {accounts.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              flex="none"
              color="gray"
              aria-expanded={isOpen}
              aria-label={`${isOpen ? 'Hide' : 'Show'} what ${count(accounts.length, 'account')} did`}
              onClick={() => setWanted(!isOpen)}
            >
              {isOpen ? 'Hide' : `Show ${accounts.length}`}
            </Button>
          )}
        </Group>
        {isOpen && <FeedOutcomes accounts={accounts} names={names} label={tradeInWords(trade)} />}
      </Stack>
    </Paper>
  );
});
