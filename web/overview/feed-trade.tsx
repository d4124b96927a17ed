import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { memo, useState } from 'react';
import { Link } from 'wouter';
import type { TradeView } from '../api/types.ts';
import { OutcomeBar } from '../trades/outcome-bar.tsx';
import { outcomeCounts } from '../trades/outcome-counts.ts';
import { SideBadge } from '../trades/side-badge.tsx';
import { tradedInWords, tradeInWords } from '../trades/trade-words.ts';
import { count } from '../words/counting.ts';
import { momentText } from '../words/times.ts';
import { FeedOutcomes } from './feed-outcomes.tsx';

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
    <li className={isNewest ? 'feed-trade arriving' : 'feed-trade'}>
      <Stack gap={8}>
        <Group justify="space-between" gap="xs" align="flex-start">
          <Group gap="xs">
            <SideBadge side={trade.side} />
            <Anchor
              component={Link}
              href={`/trades/${encodeURIComponent(trade.intentId)}`}
              c="inherit"
              fw={600}
              size="sm"
            >
              {tradedInWords(trade)}
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
        {accounts.length === 0 ? (
          <Text size="sm" c="dimmed">
            Handed out; no account has answered yet.
          </Text>
        ) : (
          <OutcomeBar
            counts={counts}
            withLegend
            aside={
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                ml="auto"
                aria-expanded={isOpen}
                aria-label={`${isOpen ? 'Hide' : 'Show'} what ${count(accounts.length, 'account')} did`}
                onClick={() => setWanted(!isOpen)}
              >
                {isOpen ? 'Hide' : `Show ${accounts.length}`}
              </Button>
            }
          />
        )}
        {isOpen && <FeedOutcomes accounts={accounts} names={names} label={tradeInWords(trade)} />}
      </Stack>
    </li>
  );
});
