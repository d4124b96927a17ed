import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { DecisionRecord } from '../api/types.ts';
import { orderInWords } from '../preview/order-draft.ts';
import { momentText } from '../words/times.ts';
import { OwnOrderOutcome } from './own-order-outcome.tsx';
import type { UnclearOrder } from './unclear-orders.ts';

/** An account remembers its latest orders: an old one asked about again could be taken for a new one. */
const askableMs = 120_000;

interface UnclearOrderAlertProps {
  readonly unclear: UnclearOrder;
  readonly decisions: readonly DecisionRecord[];
  readonly onAsk: () => void;
  readonly onForget: () => void;
}

/** What came of it if the account has told meanwhile, else what to do about it. */
export function UnclearOrderAlert({ unclear, decisions, onAsk, onForget }: UnclearOrderAlertProps) {
  const { order, sentAtMs } = unclear;
  const decision = decisions.find(({ intentId }) => intentId === order.orderId);
  if (decision !== undefined)
    return (
      <Alert color="blue" title="An order without an answer has come to this">
        <Stack gap="sm" align="flex-start">
          <OwnOrderOutcome order={order} result={{ ...decision, quantity: decision.plan?.quantity ?? '0' }} />
          <Button size="xs" variant="default" onClick={onForget}>
            Close
          </Button>
        </Stack>
      </Alert>
    );
  const isAskable = Date.now() - sentAtMs < askableMs;
  return (
    <Alert color="orange" icon={<TriangleAlert aria-hidden />} title="An order may have been sent">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          There was no answer at {momentText(sentAtMs)} to: {orderInWords(order, 'it')}.{' '}
          {isAskable
            ? 'Ask what came of it: that is the same order, never a second one.'
            : 'Look for it among the orders below and at the exchange before you send another.'}
        </Text>
        <Group gap="sm">
          {isAskable && (
            <Button size="xs" onClick={onAsk}>
              Ask what came of it
            </Button>
          )}
          <Button size="xs" variant="default" onClick={onForget}>
            I have looked, forget it
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
