import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import type { GlobalView } from '../api/types.ts';
import { Panel } from '../parts/panel.tsx';
import { ProfitText } from '../parts/profit-text.tsx';
import { money } from '../words/amounts.ts';
import { LimitsDialog } from './limits-dialog.tsx';

/** What all accounts may do together, and how much of it is used. */
export function LimitsPanel({ global }: { readonly global: Pick<GlobalView, 'limits'> & Partial<GlobalView> }) {
  const [isChanging, setChanging] = useState(false);
  const { limits, exposureUsd, profitTodayUsd } = global;
  return (
    <Panel
      title="Limits for all together"
      aside={
        <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
          Change
        </Button>
      }
    >
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th pl={0}>What</Table.Th>
            <Table.Th ta="right">Now</Table.Th>
            <Table.Th ta="right" pr={0}>
              At most
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td pl={0}>Held</Table.Td>
            <Table.Td ta="right">{money(exposureUsd ?? null)}</Table.Td>
            <Table.Td ta="right" pr={0}>
              {limitText(limits.maxExposureUsd)}
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td pl={0}>Lost today</Table.Td>
            <Table.Td ta="right">
              <ProfitText amount={profitTodayUsd ?? null} inherit />
            </Table.Td>
            <Table.Td ta="right" pr={0}>
              {limitText(limits.maxDailyLossUsd)}
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      {isChanging && <LimitsDialog limits={limits} onClose={() => setChanging(false)} />}
    </Panel>
  );
}

const limitText = (limit: string | null): string => (limit === null ? 'no limit' : money(limit));
