import { Group, Stack, Table, Text } from '@mantine/core';
import type { DecisionRecord } from '../api/types.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';
import { durationText, momentText } from '../words/times.ts';
import { ShowMore, useShown } from './show-more.tsx';

const neverSent = new Set<string>(['observed', 'skipped', 'denied', 'expired']);

/** Orders that went, or may have gone, to the exchange. */
export const sentOrders = (decisions: readonly DecisionRecord[]): readonly DecisionRecord[] =>
  decisions.filter(({ mode, plan, outcome }) => mode === 'live' && plan !== null && !neverSent.has(outcome));

/** Each order with what filled of it. */
export function OrdersSection({ orders }: { readonly orders: readonly DecisionRecord[] }) {
  const { shown, ...more } = useShown(orders);
  if (orders.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No order of this account has been sent yet.
      </Text>
    );
  return (
    <Stack gap="sm">
      <Table.ScrollContainer minWidth={760} type="native">
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Time</Table.Th>
              <Table.Th>Order</Table.Th>
              <Table.Th ta="right">Filled</Table.Th>
              <Table.Th ta="right">Price</Table.Th>
              <Table.Th ta="right">Fee</Table.Th>
              <Table.Th ta="right">Slippage</Table.Th>
              <Table.Th ta="right">Delay</Table.Th>
              <Table.Th>Outcome</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((order) => (
              <OrderRow key={`${order.intentId} ${order.leg}`} order={order} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <ShowMore {...more} />
    </Stack>
  );
}

const nowrap = { whiteSpace: 'nowrap' } as const;

function OrderRow({ order }: { readonly order: DecisionRecord }) {
  const { side, symbol, plan, filledQuantity, averagePrice, feeAmount, feeAsset, slippageBps, delayMs } = order;
  const fills = order.fills ?? [];
  return (
    <Table.Tr>
      <Table.Td style={nowrap}>{momentText(order.decidedAtMs)}</Table.Td>
      <Table.Td>
        {side === 'buy' ? 'Buy' : 'Sell'} {quantityText(plan?.quantity ?? null)} {symbol}
        <Text size="xs" c="dimmed">
          {plan?.limitPrice == null ? 'at the market' : `limit ${quantityText(plan.limitPrice)}`}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        {quantityText(filledQuantity)}
        {fills.length > 1 && (
          <Text size="xs" c="dimmed">
            in {fills.length} parts
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{quantityText(averagePrice)}</Table.Td>
      <Table.Td ta="right" style={nowrap}>
        {feeAsset === null ? '–' : `${quantityText(feeAmount)} ${feeAsset}`}
      </Table.Td>
      <Table.Td ta="right" style={nowrap}>
        {slippageBps === null ? '–' : `${quantityText(slippageBps)} bps`}
      </Table.Td>
      <Table.Td ta="right" style={nowrap}>
        {delayMs === null ? '–' : durationText(delayMs)}
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          <OutcomeBadge outcome={order.outcome} />
        </Group>
        {order.code !== null && (
          <Text size="xs" c="dimmed" maw={240}>
            {reasonInWords(order.code, order.context)}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
