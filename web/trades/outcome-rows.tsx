import { Table, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import { ShowMore, useShown } from '../account/show-more.tsx';
import type { TradeOutcome } from '../api/types.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { quantityText } from '../words/amounts.ts';
import { durationText } from '../words/times.ts';
import { bpsText, whyInWords } from './trade-words.ts';

/** Few enough to stay quick while outcomes arrive, and one press from all of 300. */
const rowsAtOnce = 50;

/** One row for each account. */
export function OutcomeRows({ accounts }: { readonly accounts: readonly TradeOutcome[] }) {
  const { shown, ...more } = useShown(accounts, rowsAtOnce);
  return (
    <>
      <Table.ScrollContainer minWidth={720}>
        <Table verticalSpacing={6} aria-rowcount={accounts.length + 1}>
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
              <OutcomeRow key={row.accountId} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <ShowMore {...more} />
    </>
  );
}

const OutcomeRow = memo(function OutcomeRow({ row }: { readonly row: TradeOutcome }) {
  const { accountId, mode, outcome, quantity, filledQuantity, averagePrice, slippageBps, delayMs } = row;
  const isFilled = /[1-9]/.test(filledQuantity);
  return (
    <Table.Tr>
      <Table.Td>
        <Link href={`/accounts/${encodeURIComponent(accountId)}`} className="plain-link">
          {accountId}
        </Link>
      </Table.Td>
      <Table.Td>
        <OutcomeBadge outcome={outcome} />
      </Table.Td>
      <Table.Td ta="right">
        {isFilled ? quantityText(filledQuantity) : '–'}
        {quantity !== null && quantity !== filledQuantity && (
          <Text span size="xs" c="dimmed">
            {' '}
            of {quantityText(quantity)}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{quantityText(averagePrice)}</Table.Td>
      <Table.Td ta="right">{slippageBps === null ? '–' : bpsText(Number(slippageBps))}</Table.Td>
      <Table.Td ta="right">{delayMs === null ? '–' : durationText(delayMs)}</Table.Td>
      <Table.Td>
        <Text size="sm" c="dimmed">
          {whyInWords(row) || (mode === 'observe' ? 'it observes' : '')}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
});
