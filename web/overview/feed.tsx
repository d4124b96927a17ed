import { Anchor } from '@mantine/core';
import { ArrowLeftRight } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { useAccountNames } from '../api/account-names.ts';
import { useTrades } from '../api/trades.ts';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Panel } from '../parts/panel.tsx';
import { FeedTrade } from './feed-trade.tsx';
import { SpokenNews } from './spoken-news.tsx';

/** The master's panel asks for as many, so that they are read once. */
export const shownTrades = 12;

/** The master's trades as they are handed out, each with its accounts' outcomes as they arrive. */
export const Feed = memo(function Feed() {
  const { data, error, isPending, refetch } = useTrades(shownTrades);
  const names = useAccountNames();
  const trades = data?.trades ?? [];
  return (
    <Panel
      title="Trades as they happen"
      aside={
        <Anchor component={Link} href="/trades" size="sm">
          All trades
        </Anchor>
      }
    >
      {isPending && <Loading what="trades" />}
      {error !== null && <Failure error={error} title="The trades could not be read" onRetry={() => void refetch()} />}
      {data !== undefined && trades.length === 0 && (
        <Empty icon={ArrowLeftRight} title="No trade yet" isInPanel>
          The master's next trade appears here by itself, with what each account made of it.
        </Empty>
      )}
      <ol className="feed">
        {trades.map((trade, index) => (
          <FeedTrade key={trade.intentId} trade={trade} names={names} isNewest={index === 0} />
        ))}
      </ol>
      <SpokenNews trade={trades[0]} />
    </Panel>
  );
});
