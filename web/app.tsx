import { Center, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useSession } from './api/session.ts';
import { Shell } from './layout/shell.tsx';
import { AccountsPage } from './pages/accounts.tsx';
import { FirstOwnerPage } from './pages/first-owner.tsx';
import { JoinPage } from './pages/join.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { OverviewPage } from './pages/overview.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { Failure } from './parts/failure.tsx';
import { Loading } from './parts/loading.tsx';

const PeoplePage = lazy(async () => ({ default: (await import('./pages/people.tsx')).PeoplePage }));
const AccountPage = lazy(async () => ({ default: (await import('./pages/account-page.tsx')).AccountPage }));
const PositionsPage = lazy(async () => ({ default: (await import('./pages/positions.tsx')).PositionsPage }));
const TradesPage = lazy(async () => ({ default: (await import('./pages/trades-page.tsx')).TradesPage }));
const TradePage = lazy(async () => ({ default: (await import('./pages/trade-page.tsx')).TradePage }));
const PreviewPage = lazy(async () => ({ default: (await import('./pages/preview-page.tsx')).PreviewPage }));

export function App() {
  const [location] = useLocation();
  const { data: session, error, refetch } = useSession();
  if (session === undefined) {
    return (
      <Center mih="100dvh" p="md">
        {error === null ? (
          <Loader aria-label="Loading" />
        ) : (
          <Failure error={error} title="Lockstep could not be reached" onRetry={() => void refetch()} />
        )}
      </Center>
    );
  }
  if (session.needsFirstOwner) return <FirstOwnerPage />;
  if (location === '/join') return <JoinPage />;
  if (session.person === null) return <SignInPage />;
  return (
    <Shell>
      <Suspense fallback={<Loading what="the page" />}>
        <Switch>
          <Route path="/" component={OverviewPage} />
          <Route path="/accounts" component={AccountsPage} />
          <Route path="/accounts/:accountId" component={AccountPage} />
          <Route path="/positions" component={PositionsPage} />
          <Route path="/trades" component={TradesPage} />
          <Route path="/trades/:intentId" component={TradePage} />
          <Route path="/preview" component={PreviewPage} />
          <Route path="/people" component={PeoplePage} />
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
    </Shell>
  );
}
