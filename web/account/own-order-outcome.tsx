import { Group, Stack, Text } from '@mantine/core';
import type { OrderForm, OwnOrderResult } from '../api/types.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { orderInWords } from '../preview/order-draft.ts';
import { quantityText, signOf } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';

interface OwnOrderOutcomeProps {
  readonly order: OrderForm;
  readonly result: Omit<OwnOrderResult, 'clientOrderId'>;
}

/** What came of an order that a person sent. */
export const OwnOrderOutcome = ({ order, result }: OwnOrderOutcomeProps) => (
  <Stack gap={4} role="status">
    <Group gap="xs">
      <OutcomeBadge outcome={result.outcome} />
      <Text size="sm" fw={600}>
        {orderInWords(order, 'it')}
      </Text>
    </Group>
    <Text size="sm" className="figures">
      {outcomeInWords(order, result)}
    </Text>
  </Stack>
);

function outcomeInWords({ side, symbol }: OrderForm, result: OwnOrderOutcomeProps['result']): string {
  const { outcome, quantity, filledQuantity, averagePrice, code, context } = result;
  const [base = '', quote = ''] = symbol.split('/');
  const at = averagePrice === null ? '' : ` at ${quantityText(averagePrice)} ${quote}`;
  const why = code === null ? '' : ` ${sentence(reasonInWords(code, context))}`;
  if (signOf(filledQuantity) !== 0)
    return `${side === 'buy' ? 'Bought' : 'Sold'} ${quantityText(filledQuantity)} of ${quantityText(quantity)} ${base}${at}.${why}`;
  if (outcome === 'observed')
    return `It would have ${side === 'buy' ? 'bought' : 'sold'} ${quantityText(quantity)} ${base}${at}. Nothing was sent.${why}`;
  if (outcome === 'pending') return 'It waits for its turn: what comes of it appears below.';
  if (outcome === 'unknown')
    return `Whether it was traded is not clear yet: Lockstep looks for it at the exchange.${why}`;
  return `Nothing was traded.${why}`;
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
