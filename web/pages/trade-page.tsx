import { Anchor, Badge, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { SearchX } from 'lucide-react';
import { Link, useParams } from 'wouter';
import { Section } from '../account/section.tsx';
import { ApiError } from '../api/client.ts';
import { useTrade } from '../api/trades.ts';
import type { TradeView } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { OutcomeBar } from '../trades/outcome-bar.tsx';
import { isFinal, outcomeCounts } from '../trades/outcome-counts.ts';
import { OutcomeTable } from '../trades/outcome-table.tsx';
import { StripPlot } from '../trades/strip-plot.tsx';
import { delaySpread, slippageSpread, slippageText, tradeInWords } from '../trades/trade-words.ts';
import { count } from '../words/counting.ts';
import { durationText, fullMomentText } from '../words/times.ts';

/** One trade of the master's: its scorecard, and how it was copied by each account. */
export function TradePage() {
  const { intentId } = useParams<{ intentId: string }>();
  const { data, error, isPending, refetch } = useTrade(intentId);
  if (data !== undefined) return <Scorecard trade={data} />;
  return (
    <Page title="Trade">
      {isPending ? (
        <Loading what="the trade" rows={3} height={110} />
      ) : error instanceof ApiError && error.status === 404 ? (
        <Empty
          icon={SearchX}
          title="No such trade"
          action={
            <Anchor component={Link} href="/trades">
              All trades
            </Anchor>
          }
        >
          The journal has no trade with this id.
        </Empty>
      ) : (
        <Failure error={error} title="The trade could not be read" onRetry={() => void refetch()} />
      )}
    </Page>
  );
}

function Scorecard({ trade }: { readonly trade: TradeView }) {
  const { accounts, sequence, occurredAtMs, simulated } = trade;
  const waiting = accounts.filter((account) => !isFinal(account)).length;
  return (
    <Page
      title={tradeInWords(trade)}
      subtitle={`Trade ${sequence}, ${fullMomentText(occurredAtMs)}`}
      actions={
        <Anchor component={Link} href="/trades" size="sm">
          All trades
        </Anchor>
      }
    >
      <Stack gap="lg">
        <Paper withBorder p="md">
          <Stack gap="sm">
            <Group gap="xs">
              <Text fw={600}>{count(accounts.length, 'account')}</Text>
              {simulated && (
                <Badge variant="light" color="gray">
                  The master only observed: nobody sent an order
                </Badge>
              )}
              <Text size="sm" c="dimmed" role="status">
                {waiting === 0 ? 'all have decided' : `${waiting} still under way`}
              </Text>
            </Group>
            <OutcomeBar counts={outcomeCounts(accounts)} withLegend />
          </Stack>
        </Paper>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <StripPlot
            title="Delay"
            hint="from the master's fill to the order"
            spread={delaySpread(accounts)}
            spell={durationText}
            nothing="No order was sent."
          />
          <StripPlot
            title="Slippage"
            hint="against the master's price; more is worse"
            spread={slippageSpread(accounts)}
            spell={slippageText}
            nothing="Nothing was filled."
          />
        </SimpleGrid>
        <Section title="Accounts">
          <OutcomeTable accounts={accounts} symbol={trade.symbol} />
        </Section>
      </Stack>
    </Page>
  );
}
