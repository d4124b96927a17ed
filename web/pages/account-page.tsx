import { Anchor, Grid, Group, Stack, Tabs, Text } from '@mantine/core';
import { ExternalLink, SearchX } from 'lucide-react';
import { Link, useParams } from 'wouter';
import { AccountHeader } from '../account/account-header.tsx';
import { DecisionsSection } from '../account/decisions-section.tsx';
import { DriftSection } from '../account/drift-section.tsx';
import { EquitySection } from '../account/equity-section.tsx';
import { EventsSection } from '../account/events-section.tsx';
import { KeySection } from '../account/key-section.tsx';
import { LedgerSection } from '../account/ledger-section.tsx';
import { ModeSwitch } from '../account/mode-switch.tsx';
import { OrdersSection, sentOrders } from '../account/orders-section.tsx';
import { OwnOrderSection } from '../account/own-order-section.tsx';
import { PriceSection } from '../account/price-section.tsx';
import { ReviewsSection } from '../account/reviews-section.tsx';
import { RunningActions } from '../account/running-actions.tsx';
import { Section } from '../account/section.tsx';
import { SettingsSection } from '../account/settings-section.tsx';
import { StateSwitch } from '../account/state-switch.tsx';
import { AccountMenu } from '../accounts/account-menu.tsx';
import { useAccount } from '../api/accounts.ts';
import { ApiError } from '../api/client.ts';
import type { AccountAnswer, AccountView } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';

/** Everything about one account. */
export function AccountPage() {
  const { accountId } = useParams<{ accountId: string }>();
  const { data, error, isPending, refetch } = useAccount(accountId);
  if (isPending)
    return (
      <Page title={accountId}>
        <Loading what="the account" rows={3} height={140} />
      </Page>
    );
  if (data === undefined)
    return (
      <Page title={accountId}>
        {error instanceof ApiError && isNobodys(error) ? (
          <Empty
            icon={SearchX}
            title="No such account"
            action={
              <Anchor component={Link} href="/accounts">
                All accounts
              </Anchor>
            }
          >
            You have no account with the id {accountId}.
          </Empty>
        ) : (
          <Failure error={error} title="The account could not be read" onRetry={() => void refetch()} />
        )}
      </Page>
    );
  return (
    <Page
      title={data.account.name}
      subtitle={<AccountLinks account={data.account} />}
      actions={
        <>
          <ModeSwitch account={data.account} />
          <RunningActions account={data.account} />
          <AccountMenu account={data.account} />
        </>
      }
    >
      {error !== null && (
        <Failure error={error} title="What you see may be out of date" onRetry={() => void refetch()} />
      )}
      {/* Another account is another page: nothing half typed comes along. */}
      <AccountBody key={accountId} {...data} />
    </Page>
  );
}

/** Another's account and one that nobody has look the same. */
const isNobodys = ({ status }: ApiError): boolean => status === 404 || status === 403;

const AccountLinks = ({ account }: { readonly account: AccountView }) => (
  <Group component="span" gap="md">
    <span>{account.accountId}</span>
    {account.uiUrl !== null && (
      <Anchor href={account.uiUrl} target="_blank" rel="noreferrer" size="sm">
        History in Temporal <ExternalLink size={12} aria-label="(opens in a new tab)" />
      </Anchor>
    )}
  </Group>
);

function AccountBody({ account, credential, ...told }: AccountAnswer) {
  const decisions = told.decisions.toSorted((one, other) => other.decidedAtMs - one.decidedAtMs);
  const events = told.events.toSorted((one, other) => other.atMs - one.atMs);
  const orders = sentOrders(decisions);
  return (
    <Stack gap="lg">
      <AccountHeader account={account} />
      {account.needsReview.length > 0 && <ReviewsSection account={account} />}
      <Grid gap="lg">
        {/* On a phone, what stops the account comes before its charts. */}
        <Grid.Col span={{ base: 12, lg: 8 }} order={{ base: 2, lg: 1 }}>
          <Stack gap="lg">
            <EquitySection accountId={account.accountId} />
            <PriceSection account={account} decisions={decisions} />
            <LedgerSection positions={account.positions} />
            {account.rehearsal !== null && <LedgerSection positions={account.rehearsal.positions} isRehearsed />}
            <OwnOrderSection account={account} decisions={decisions} />
            {account.config !== null && <SettingsSection account={account} config={account.config} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: 1, lg: 2 }}>
          <Stack gap="lg">
            <Section title="Trading">
              <StateSwitch account={account} />
              <Text size="sm" c="dimmed">
                {account.mode === 'live'
                  ? 'Live: its orders are really sent.'
                  : 'Observing: it decides and sends nothing.'}
              </Text>
            </Section>
            <KeySection account={account} credential={credential} />
            {account.drift.length > 0 && <DriftSection drift={account.drift} />}
          </Stack>
        </Grid.Col>
      </Grid>
      <Section title="What it did">
        <Tabs defaultValue="decisions" keepMounted={false}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="decisions">Decisions ({decisions.length})</Tabs.Tab>
            <Tabs.Tab value="orders">Orders and fills ({orders.length})</Tabs.Tab>
            <Tabs.Tab value="events">Events ({events.length})</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="decisions">
            <DecisionsSection decisions={decisions} />
          </Tabs.Panel>
          <Tabs.Panel value="orders">
            <OrdersSection orders={orders} />
          </Tabs.Panel>
          <Tabs.Panel value="events">
            <EventsSection events={events} />
          </Tabs.Panel>
        </Tabs>
      </Section>
    </Stack>
  );
}
