import { Anchor, Stack, Text } from '@mantine/core';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useTradeAlone } from '../api/account-actions.ts';
import { isRefused, issuesByField } from '../api/client.ts';
import type { AccountView, DecisionRecord, OrderForm } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { emptyDraft, orderFor, orderInWords, type OrderDraft } from '../preview/order-draft.ts';
import { OrderFields } from '../preview/order-fields.tsx';
import { exchangeNames } from '../words/account-words.ts';
import { OwnOrderOutcome } from './own-order-outcome.tsx';
import { Section } from './section.tsx';
import { UnclearOrderAlert } from './unclear-order-alert.tsx';
import { useUnclearOrders, type UnclearOrder } from './unclear-orders.ts';

interface OwnOrderProps {
  readonly account: AccountView;
  readonly decisions: readonly DecisionRecord[];
}

/** One order of this account by itself: nobody copies it. */
export const OwnOrderSection = ({ account, decisions }: OwnOrderProps) =>
  account.role === 'master' ? (
    <Section title="Trade" hint="What the master trades, the accounts copy.">
      <Text size="sm">
        <Anchor component={Link} href="/preview" inherit>
          Preview a trade of the master
        </Anchor>{' '}
        to see what it would do on each account, and then send it.
      </Text>
    </Section>
  ) : (
    <Section title="Trade for this account alone" hint={hintOf(account)}>
      {account.isRunning ? (
        <OwnOrder account={account} decisions={decisions} />
      ) : (
        <Text size="sm" c="dimmed">
          The account does not run. Start it to trade.
        </Text>
      )}
    </Section>
  );

const hintOf = ({ mode }: AccountView): string =>
  mode === 'live'
    ? 'Nobody copies it. Its limits hold.'
    : 'It observes: the order is decided and written down, and nothing is sent.';

function OwnOrder({ account, decisions }: OwnOrderProps) {
  const { accountId } = account;
  const [draft, setDraft] = useState<OrderDraft>(emptyDraft);
  const [order, setOrder] = useState<OrderForm | null>(null);
  const unclear = useUnclearOrders(accountId);
  const trade = useTradeAlone();
  const send = (sent: OrderForm) => {
    const isAskedAgain = unclear.list.some((one) => one.order.orderId === sent.orderId);
    // Before it goes out: a page that is left meanwhile finds it when it comes back.
    unclear.add(sent);
    trade.mutate(
      { accountId, order: sent },
      {
        onSuccess: () => {
          unclear.settle(sent.orderId);
          setOrder(null);
          setDraft({ ...draft, size: '' });
        },
        onError: (error) => {
          if (!isRefused(error)) setOrder(null);
          else if (!isAskedAgain) unclear.settle(sent.orderId);
        },
      },
    );
  };
  return (
    <Stack gap="md">
      <OrderFields
        draft={draft}
        owner="it"
        isNarrow
        symbols={account.positions.map(({ symbol }) => symbol)}
        submitLabel="Review the order"
        submitIcon={<Send size={16} aria-hidden />}
        issues={issuesByField(trade.error)}
        isPending={trade.isPending}
        onChange={(changed) => {
          setDraft(changed);
          if (!trade.isPending) trade.reset();
        }}
        onSubmit={() => {
          trade.reset();
          setOrder(sameOrNew(draft, unclear.list, decisions));
        }}
      />
      {!trade.isPending &&
        unclear.list.map((one) => (
          <UnclearOrderAlert
            key={one.order.orderId}
            unclear={one}
            decisions={decisions}
            onAsk={() => send(one.order)}
            onForget={() => unclear.settle(one.order.orderId)}
          />
        ))}
      {trade.isSuccess && <OwnOrderOutcome order={trade.variables.order} result={trade.data} />}
      {order !== null && (
        <SendDialog
          account={account}
          order={order}
          isPending={trade.isPending}
          error={trade.error}
          onConfirm={() => send(order)}
          onClose={() => setOrder(null)}
        />
      )}
    </Stack>
  );
}

/** One id for all tries of one order, until it is known what came of it: sent twice it is still one. */
function sameOrNew(
  draft: OrderDraft,
  unclear: readonly UnclearOrder[],
  decisions: readonly DecisionRecord[],
): OrderForm {
  const same = unclear
    .filter(({ order }) => !decisions.some(({ intentId }) => intentId === order.orderId))
    .find(({ order }) => orderFor(draft, order).orderId === order.orderId);
  return orderFor(draft, same?.order ?? null);
}

interface SendDialogProps {
  readonly account: AccountView;
  readonly order: OrderForm;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function SendDialog({ account, order, ...dialog }: SendDialogProps) {
  const { name, mode, exchange, sandbox } = account;
  const isLive = mode === 'live';
  return (
    <ConfirmDialog
      title={isLive ? `Send an order for ${name}` : `Let ${name} decide an order`}
      confirmLabel={isLive ? 'Send it' : 'Decide it'}
      isDangerous={isLive}
      {...dialog}
    >
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {name}: {orderInWords(order, name)}
      </Text>
      <Text size="sm">
        {isLive
          ? `It is live: the order is really sent to ${exchangeNames[exchange]}, with ${sandbox ? 'play' : 'real'} money.`
          : 'It observes: nothing is sent. What it would have done is written down.'}{' '}
        Nobody copies it.
      </Text>
    </ConfirmDialog>
  );
}
