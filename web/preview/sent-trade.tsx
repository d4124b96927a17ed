import { Alert, Anchor, Group, List, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { Section } from '../account/section.tsx';
import { useTrade } from '../api/trades.ts';
import type { MasterOrderResult } from '../api/types.ts';
import { Loading } from '../parts/loading.tsx';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { OutcomeBar } from '../trades/outcome-bar.tsx';
import { isFinal, outcomeCounts } from '../trades/outcome-counts.ts';
import { OutcomeTable } from '../trades/outcome-table.tsx';
import { quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';

/** The master's own order, and each account's outcome as it arrives. */
export function SentTrade({ result }: { readonly result: MasterOrderResult }) {
  const { order, intentId, notCopied, undelivered } = result;
  const why = reasonInWords(order.code, order.context);
  return (
    <Section title="Sent">
      <Group gap="xs" role="status">
        <Text size="sm">The master&apos;s order:</Text>
        <OutcomeBadge outcome={order.outcome} />
        <Text size="sm" className="figures">
          {quantityText(order.filledQuantity)} of {quantityText(order.quantity)} filled
          {order.averagePrice === null ? '' : ` at ${quantityText(order.averagePrice)}`}
          {why === '' ? '' : `, ${why}`}
        </Text>
      </Group>
      {notCopied !== null && (
        <Alert color="orange" title="The accounts did not follow">
          {notCopied}
        </Alert>
      )}
      {intentId === null && notCopied === null && (
        <Text size="sm">Nothing filled yet, so there is nothing to copy.</Text>
      )}
      {undelivered.length > 0 && (
        <List size="sm">
          {undelivered.map(({ accountId, reason }) => (
            <List.Item key={accountId}>
              {accountId} was not reached: {reason}
            </List.Item>
          ))}
        </List>
      )}
      {intentId !== null && <Outcomes intentId={intentId} expected={result.delivered} />}
    </Section>
  );
}

/** The live stream brings most of it; this catches what came before it was listened to. */
const lookAgainMs = 1_000;

function Outcomes({ intentId, expected }: { readonly intentId: string; readonly expected: number }) {
  const { data, refetch } = useTrade(intentId);
  const decided = data?.accounts.filter(isFinal).length ?? 0;
  const isWaiting = data === undefined || decided < Math.max(expected, data.accounts.length);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => void refetch(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isWaiting, refetch]);
  if (data === undefined) return <Loading what="the outcomes" rows={1} height={60} />;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" role="status">
          {decided} of {Math.max(expected, data.accounts.length)} accounts have decided
        </Text>
        <Anchor component={Link} href={`/trades/${encodeURIComponent(intentId)}`} size="sm">
          Its scorecard
        </Anchor>
      </Group>
      <OutcomeBar counts={outcomeCounts(data.accounts)} withLegend />
      <OutcomeTable accounts={data.accounts} symbol={data.symbol} />
    </Stack>
  );
}
