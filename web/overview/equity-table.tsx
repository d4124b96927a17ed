import { Table } from '@mantine/core';
import { money } from '../words/amounts.ts';
import { fullMomentText } from '../words/times.ts';
import type { CurvePoint } from './equity-points.ts';

const mostRows = 24;

/** The curve in numbers, newest first: some of its points, the first and the last among them. */
export function EquityTable({ points }: { readonly points: readonly CurvePoint[] }) {
  const every = Math.max(1, Math.ceil((points.length - 1) / (mostRows - 1)));
  const rows = points.filter((_point, index) => index === 0 || (points.length - 1 - index) % every === 0).toReversed();
  return (
    <Table verticalSpacing={4} aria-label="Equity over time">
      <Table.Thead>
        <Table.Tr>
          <Table.Th pl={0}>When</Table.Th>
          <Table.Th ta="right" pr={0}>
            Equity
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ atMs, usd }) => (
          <Table.Tr key={atMs}>
            <Table.Td pl={0}>{fullMomentText(atMs)}</Table.Td>
            <Table.Td ta="right" pr={0}>
              {money(usd)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
