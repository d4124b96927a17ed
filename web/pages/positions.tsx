import { Anchor, Stack } from '@mantine/core';
import { Coins } from 'lucide-react';
import { Link } from 'wouter';
import { usePositions } from '../api/positions.ts';
import { useIsOwner } from '../api/session.ts';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { PositionRow } from '../positions/position-row.tsx';

/** What Lockstep bought and still owns, symbol by symbol over all accounts. */
export function PositionsPage() {
  const isOwner = useIsOwner();
  const { data, error, isPending, refetch } = usePositions();
  return (
    <Page
      title="Positions"
      subtitle={`Bought by Lockstep and still owned, over ${isOwner ? 'all accounts, the master too' : 'your accounts'}`}
    >
      {error !== null && (
        <Failure
          error={error}
          title={data === undefined ? 'The positions could not be read' : 'What you see may be out of date'}
          onRetry={() => void refetch()}
        />
      )}
      {isPending && <Loading what="positions" rows={3} height={68} />}
      {data?.length === 0 && (
        <Empty
          icon={Coins}
          title="Nothing is owned now"
          action={
            <Anchor component={Link} href="/accounts" size="sm">
              See the accounts
            </Anchor>
          }
        >
          What live accounts buy appears here. What observing accounts would own is on their pages.
        </Empty>
      )}
      {data !== undefined && data.length > 0 && (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Positions">
          {data.map((position) => (
            <li key={`${position.symbol} ${position.sandbox}`}>
              <PositionRow position={position} />
            </li>
          ))}
        </Stack>
      )}
    </Page>
  );
}
