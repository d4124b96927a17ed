import { Badge, Table, Text } from '@mantine/core';
import type { PositionView } from '../api/types.ts';
import { ProfitCell } from '../positions/profit-cell.tsx';
import { quoteAmount } from '../positions/quote-amount.ts';
import { priceText, quantityText } from '../words/amounts.ts';
import { Section } from './section.tsx';

interface LedgerSectionProps {
  readonly positions: readonly PositionView[];
  /** True: what it would own if its observed orders had been sent. */
  readonly isRehearsed?: boolean;
}

/** What Lockstep itself bought for the account. */
export const LedgerSection = ({ positions, isRehearsed = false }: LedgerSectionProps) => (
  <Section
    title={isRehearsed ? 'Would own' : 'Owned'}
    hint={
      isRehearsed
        ? 'If its observed orders had been sent'
        : "Bought by Lockstep: a person's own coins are not counted and never sold"
    }
  >
    {positions.length === 0 ? (
      <Text size="sm" c="dimmed">
        Nothing.
      </Text>
    ) : (
      <Table.ScrollContainer minWidth={280} type="native">
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Symbol</Table.Th>
              <Table.Th ta="right">Quantity</Table.Th>
              <Table.Th ta="right" visibleFrom="xs">
                Average price
              </Table.Th>
              <Table.Th ta="right" visibleFrom="xs">
                Cost
              </Table.Th>
              <Table.Th ta="right">Unrealized</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {positions.map(({ symbol, ownedQuantity, averagePrice, costBasis, unrealizedProfit, isDust }) => (
              <Table.Tr key={symbol}>
                <Table.Td>
                  {symbol}{' '}
                  {isDust && (
                    <Badge size="sm" variant="light" color="gray" title="Sold with the next purchase">
                      too little to sell
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td ta="right">{quantityText(ownedQuantity)}</Table.Td>
                <Table.Td ta="right" visibleFrom="xs">
                  {priceText(averagePrice, symbol)}
                </Table.Td>
                <Table.Td ta="right" visibleFrom="xs">
                  {quoteAmount(symbol, costBasis)}
                </Table.Td>
                <Table.Td ta="right">
                  <ProfitCell symbol={symbol} amount={unrealizedProfit} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    )}
  </Section>
);
