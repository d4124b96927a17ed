import { Anchor, Badge, Stack, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import { ShowMore, useShown } from '../account/show-more.tsx';
import type { PositionOverAccounts } from '../api/types.ts';
import { exchangeNames, modeWords } from '../words/account-words.ts';
import { priceText, quantityText } from '../words/amounts.ts';
import { ProfitCell } from './profit-cell.tsx';
import { quoteAmount } from './quote-amount.ts';

/** Who owns how much of one symbol, the largest first. */
export function PositionAccounts({ position }: { readonly position: PositionOverAccounts }) {
  const { symbol, accounts } = position;
  const { shown, ...more } = useShown(accounts, 25);
  return (
    <Stack gap="sm">
      <Table.ScrollContainer minWidth={280} type="native">
        <Table verticalSpacing={6} horizontalSpacing="xs" aria-label={`Accounts that own ${symbol}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Account</Table.Th>
              <Table.Th ta="right">Quantity</Table.Th>
              <Table.Th ta="right" visibleFrom="sm">
                Average price
              </Table.Th>
              <Table.Th ta="right" visibleFrom="sm">
                Cost
              </Table.Th>
              <Table.Th ta="right" visibleFrom="xs">
                Value
              </Table.Th>
              <Table.Th ta="right">Unrealized</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row.accountId}>
                <Table.Td>
                  <Anchor component={Link} href={`/accounts/${encodeURIComponent(row.accountId)}`} size="sm">
                    {row.name}
                  </Anchor>
                  <Text size="xs" c="dimmed" className="row-of-facts">
                    <span>{exchangeNames[row.exchange]}</span>
                    <span>{modeWords[row.mode]}</span>
                    {row.role === 'master' && <span>master</span>}
                  </Text>
                  {row.isDust && (
                    <Badge size="sm" variant="light" color="gray">
                      too little to sell
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td ta="right">{quantityText(row.quantity)}</Table.Td>
                <Table.Td ta="right" visibleFrom="sm">
                  {priceText(row.averagePrice, symbol)}
                </Table.Td>
                <Table.Td ta="right" visibleFrom="sm">
                  {quoteAmount(symbol, row.costBasis)}
                </Table.Td>
                <Table.Td ta="right" visibleFrom="xs">
                  {quoteAmount(symbol, row.value)}
                </Table.Td>
                <Table.Td ta="right">
                  <ProfitCell symbol={symbol} amount={row.unrealizedProfit} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <ShowMore {...more} />
    </Stack>
  );
}
