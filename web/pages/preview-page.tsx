import { Alert, Button, Paper, Stack, Text } from '@mantine/core';
import { Eye, Lock, Send, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { isRefused, issuesByField } from '../api/client.ts';
import { useIsOwner } from '../api/session.ts';
import { usePreview, useSendTrade } from '../api/trades.ts';
import type { OrderForm, PreviewDocument } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { emptyDraft, orderFor, orderInWords, type OrderDraft } from '../preview/order-draft.ts';
import { OrderFields } from '../preview/order-fields.tsx';
import { PreviewResult } from '../preview/preview-result.tsx';
import { SentTrade } from '../preview/sent-trade.tsx';
import { count } from '../words/counting.ts';

/** What a trade of the master's would do on each account, and then to send it. */
export function PreviewPage() {
  const isOwner = useIsOwner();
  return (
    <Page title="Preview a trade" subtitle="What it would do on each account, before it is sent">
      {isOwner ? (
        <PreviewThenSend />
      ) : (
        <Empty icon={Lock} title="For owners">
          The master&apos;s trades are previewed and sent by an owner.
        </Empty>
      )}
    </Page>
  );
}

function PreviewThenSend() {
  const [draft, setDraft] = useState<OrderDraft>(emptyDraft);
  const [isConfirming, setIsConfirming] = useState(false);
  const preview = usePreview<PreviewDocument>();
  const send = useSendTrade();
  /** Sent without an answer: it may have been traded. */
  const [unclear, setUnclear] = useState<OrderForm | null>(null);
  // One id for all tries: sending it twice is still one order.
  const order = preview.variables;
  const change = (changed: OrderDraft) => {
    setDraft(changed);
    preview.reset();
    send.reset();
  };
  return (
    <Stack gap="lg">
      <Paper withBorder p="md">
        <OrderFields
          owner="the master"
          submitLabel="Preview"
          submitIcon={<Eye size={16} aria-hidden />}
          draft={draft}
          issues={issuesByField(preview.error)}
          isPending={preview.isPending}
          onChange={change}
          onSubmit={() => {
            send.reset();
            preview.mutate(orderFor(draft, unclear));
          }}
        />
      </Paper>
      {unclear !== null && (
        <Alert color="orange" icon={<TriangleAlert aria-hidden />} title="A trade may have been sent">
          Lockstep did not answer to: {orderInWords(unclear)}. Look at the trades before you send another; the same
          trade previewed and sent again is still one order.
        </Alert>
      )}
      {preview.isPending && <Loading what="the preview" rows={3} />}
      {preview.error !== null && <Failure error={preview.error} title="The trade could not be previewed" />}
      {send.data !== undefined && <SentTrade result={send.data} />}
      {preview.data !== undefined && order !== undefined && send.data === undefined && (
        <PreviewResult
          preview={preview.data}
          actions={
            <Button leftSection={<Send size={16} aria-hidden />} onClick={() => setIsConfirming(true)}>
              Send this trade
            </Button>
          }
        />
      )}
      {isConfirming && preview.data !== undefined && order !== undefined && (
        <SendDialog
          order={order}
          preview={preview.data}
          isPending={send.isPending}
          error={send.error}
          onConfirm={() =>
            send.mutate(order, {
              onSuccess: () => {
                setUnclear(null);
                setIsConfirming(false);
              },
              onError: (error) => {
                if (!isRefused(error)) setUnclear(order);
              },
            })
          }
          onClose={() => setIsConfirming(false)}
        />
      )}
    </Stack>
  );
}

interface SendDialogProps {
  readonly order: OrderForm;
  readonly preview: PreviewDocument;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function SendDialog({ order, preview, ...dialog }: SendDialogProps) {
  const live = preview.accounts.filter(({ wouldOrder, mode }) => wouldOrder && mode === 'live').length;
  const really = preview.simulated ? 0 : live;
  return (
    <ConfirmDialog title="Send this trade" confirmLabel="Send it" isDangerous={really > 0} {...dialog}>
      <Text fw={600}>The master: {orderInWords(order)}</Text>
      <Text size="sm">
        {really === 0
          ? 'By this preview nobody would really send an order: what would be done is written down.'
          : `By this preview ${count(really, 'account')} would really send an order. Each decides anew when the trade is made: prices and balances move.`}
      </Text>
    </ConfirmDialog>
  );
}
