import { Grid, Stack } from '@mantine/core';
import { useAccounts } from '../api/accounts.ts';
import { useIsOwner } from '../api/session.ts';
import { CopyingPanel } from '../overview/copying-panel.tsx';
import { OwnEquityPanel, TotalEquityPanel } from '../overview/equity-panel.tsx';
import { Feed } from '../overview/feed.tsx';
import { LimitsPanel } from '../overview/limits-panel.tsx';
import { MasterPanel } from '../overview/master-panel.tsx';
import { ProfitPanel } from '../overview/profit-panel.tsx';
import { StatusCounts } from '../overview/status-counts.tsx';
import { Totals } from '../overview/totals.tsx';
import { Verdict } from '../overview/verdict.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';

export function OverviewPage() {
  const { data, error, isPending, refetch } = useAccounts();
  const isOwner = useIsOwner();
  return (
    <Page title="Overview">
      {error !== null && (
        <Failure error={error} title="The accounts could not be read" onRetry={() => void refetch()} />
      )}
      {isPending && <Loading what="the overview" rows={3} height={110} />}
      {data !== undefined && <Verdict {...data} />}
      {data !== undefined && <Totals {...data} />}
      {data !== undefined && (isOwner ? <TotalEquityPanel /> : <OwnEquityPanel accounts={data.users} />)}
      {data !== undefined && (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Feed />
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <Stack gap="lg">
              {data.master !== null && <MasterPanel master={data.master} />}
              <CopyingPanel copying={data.copying} isOwner={isOwner} />
              <StatusCounts accounts={data.users} />
              {isOwner && <ProfitPanel />}
              {isOwner && data.global !== null && <LimitsPanel global={data.global} />}
            </Stack>
          </Grid.Col>
        </Grid>
      )}
    </Page>
  );
}
