import { Anchor, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useIsOwner } from '../api/session.ts';
import { useTrades } from '../api/trades.ts';
import type { TradeView } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { TradeCard } from '../trades/trade-card.tsx';

const pageSize = 25;
/** As many as the server tells. */
const most = 200;

type Which = 'all' | 'buy' | 'sell';

const matches = (trade: TradeView, which: Which): boolean => which === 'all' || trade.side === which;

/** Every trade of the master's, newest first; new ones arrive by themselves. */
export function TradesPage() {
  const [limit, setLimit] = useState(pageSize);
  const [which, setWhich] = useState<Which>('all');
  const { data, error, isPending, isFetching, refetch } = useTrades(limit);
  const isOwner = useIsOwner();
  const all = data?.trades ?? [];
  const shown = all.filter((trade) => matches(trade, which));
  const mayBeMore = all.length >= limit && limit < most;
  return (
    <Page
      title="Trades"
      subtitle={
        isOwner ? 'What the master traded and how each account followed' : 'How your accounts followed the master'
      }
      actions={
        <SegmentedControl
          aria-label="Which trades"
          data={[
            { value: 'all', label: 'All' },
            { value: 'buy', label: 'Buys' },
            { value: 'sell', label: 'Sells' },
          ]}
          value={which}
          onChange={(value) => setWhich(value)}
        />
      }
    >
      {error !== null && <Failure error={error} title="The trades could not be read" onRetry={() => void refetch()} />}
      {isPending && <Loading what="the trades" rows={5} height={110} />}
      {data !== undefined && all.length === 0 && (
        <Empty
          icon={ArrowLeftRight}
          title="No trades yet"
          action={
            isOwner ? (
              <Anchor component={Link} href="/preview">
                Preview the first trade
              </Anchor>
            ) : undefined
          }
        >
          With the master&apos;s first trade, each account&apos;s outcome appears here.
        </Empty>
      )}
      {all.length > 0 && shown.length === 0 && <Text c="dimmed">None of the latest {all.length} is one.</Text>}
      <Stack gap="sm">
        {shown.map((trade) => (
          <TradeCard key={trade.intentId} trade={trade} />
        ))}
      </Stack>
      {mayBeMore && (
        <Group justify="center">
          <Button variant="default" loading={isFetching} onClick={() => setLimit((before) => before + pageSize)}>
            Show older trades
          </Button>
        </Group>
      )}
    </Page>
  );
}
