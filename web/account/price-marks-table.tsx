import { Stack, Table, Text } from '@mantine/core';
import { ProfitText } from '../parts/profit-text.tsx';
import { quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { momentText } from '../words/times.ts';
import type { Execution } from './price-marks.ts';
import { ShowMore, useShown } from './show-more.tsx';

/** The chart's marks in words, for who can't point at them. */
export function PriceMarksTable({ trades }: { readonly trades: readonly Execution[] }) {
  const { shown, ...more } = useShown(trades);
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
        Marks shown: {count(trades.length, 'trade')}
      </Text>
      <Stack gap="sm" pt="xs">
        <Table.ScrollContainer minWidth={420}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Time</Table.Th>
                <Table.Th>Trade</Table.Th>
                <Table.Th ta="right">Price</Table.Th>
                <Table.Th ta="right">Profit</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((trade, index) => (
                <Table.Tr key={`${trade.atMs} ${trade.exchangeOrderId ?? index}`}>
                  <Table.Td>{momentText(trade.atMs)}</Table.Td>
                  <Table.Td>
                    {trade.side === 'buy' ? 'Bought' : 'Sold'} {quantityText(trade.quantity)}
                  </Table.Td>
                  <Table.Td ta="right">{quantityText(trade.averagePrice)}</Table.Td>
                  <Table.Td ta="right">
                    <Profit {...trade} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <ShowMore {...more} />
      </Stack>
    </details>
  );
}

const dollars = /^Z?USD[CT]?$/;

const Profit = ({ realizedProfit, quote }: Pick<Execution, 'realizedProfit' | 'quote'>) =>
  realizedProfit === null || dollars.test(quote) ? (
    <ProfitText amount={realizedProfit} size="sm" />
  ) : (
    `${quantityText(realizedProfit)} ${quote}`
  );
