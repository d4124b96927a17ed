import { Stack, Table, Text } from '@mantine/core';
import { quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { momentText } from '../words/times.ts';
import type { Execution } from './price-marks.ts';
import { priceText, quoteText } from './price-words.ts';
import { ShowMore, useShown } from './show-more.tsx';

interface PriceMarksTableProps {
  /** Newest first. */
  readonly trades: readonly Execution[];
  /** Of the market's prices. */
  readonly decimals: number;
}

/** The chart's marks in words, for who can't point at them. */
export function PriceMarksTable({ trades, decimals }: PriceMarksTableProps) {
  const { shown, ...more } = useShown(trades);
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
        {count(trades.length, 'trade')} marked
      </Text>
      <Stack gap="sm" pt="xs">
        <Table.ScrollContainer minWidth={380}>
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
                  <Table.Td ta="right">{priceText(trade.averagePrice, decimals)}</Table.Td>
                  <Table.Td ta="right">{quoteText(trade.realizedProfit, trade.quote)}</Table.Td>
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
