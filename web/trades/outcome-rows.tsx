import { Table, Text } from '@mantine/core';
import { memo } from 'react';
import { ShowMore, useShown } from '../account/show-more.tsx';
import { useAccountNames } from '../api/account-names.ts';
import type { TradeOutcome } from '../api/types.ts';
import { AccountName } from '../parts/account-name.tsx';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { priceText, quantityText } from '../words/amounts.ts';
import { durationText } from '../words/times.ts';
import { slippageText, whyInWords } from './trade-words.ts';

/** Few enough to stay quick while outcomes arrive, and one press from all of 300. */
const rowsAtOnce = 50;

interface OutcomeRowsProps {
  readonly accounts: readonly TradeOutcome[];
  readonly symbol: string;
}

/** One row for each account; a card on a phone. */
export function OutcomeRows({ accounts, symbol }: OutcomeRowsProps) {
  const { shown, ...more } = useShown(accounts, rowsAtOnce);
  const names = useAccountNames();
  return (
    <>
      <Table className="rows-or-cards" verticalSpacing={6} aria-rowcount={accounts.length + 1}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th>
            <Table.Th>Outcome</Table.Th>
            <Table.Th ta="right">Filled</Table.Th>
            <Table.Th ta="right">Price</Table.Th>
            <Table.Th ta="right">Slippage</Table.Th>
            <Table.Th ta="right">Delay</Table.Th>
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((row) => (
            <OutcomeRow key={row.accountId} row={row} symbol={symbol} names={names} />
          ))}
        </Table.Tbody>
      </Table>
      <ShowMore {...more} />
    </>
  );
}

interface OutcomeRowProps {
  readonly row: TradeOutcome;
  readonly symbol: string;
  readonly names: ReadonlyMap<string, string>;
}

const OutcomeRow = memo(function OutcomeRow({ row, symbol, names }: OutcomeRowProps) {
  const { accountId, mode, outcome, quantity, filledQuantity, averagePrice, slippageBps, delayMs } = row;
  const isFilled = /[1-9]/.test(filledQuantity);
  const why = whyInWords(row) || (mode === 'observe' ? 'it observes' : '');
  return (
    <Table.Tr>
      <Table.Td>
        <AccountName accountId={accountId} names={names} />
      </Table.Td>
      <Table.Td>
        <OutcomeBadge outcome={outcome} />
      </Table.Td>
      <Table.Td ta="right" data-label="Filled">
        {isFilled ? quantityText(filledQuantity) : '–'}
        {quantity !== null && quantity !== filledQuantity && (
          <Text span size="xs" c="dimmed">
            {' '}
            of {quantityText(quantity)}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" data-label="Price">
        {priceText(averagePrice, symbol)}
      </Table.Td>
      <Table.Td ta="right" data-label="Slippage">
        {slippageBps === null ? '–' : slippageText(Number(slippageBps))}
      </Table.Td>
      <Table.Td ta="right" data-label="Delay">
        {delayMs === null ? '–' : durationText(delayMs)}
      </Table.Td>
      <Table.Td>
        <Text size="sm" c="dimmed">
          {why}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
});
