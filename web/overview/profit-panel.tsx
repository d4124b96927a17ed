import { Anchor, Group, SegmentedControl, Table, Text } from '@mantine/core';
import { lazy, memo, Suspense, useMemo, useState } from 'react';
import { reportCsvUrl, useReport } from '../api/everybody.ts';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProfitText } from '../parts/profit-text.tsx';
import { profitOverTime } from './profit-over-time.ts';

const ProfitChart = lazy(async () => ({ default: (await import('./profit-chart.tsx')).ProfitChart }));

const ranges = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '365', label: 'a year' },
];

const dayMs = 24 * 3_600_000;
const dayText = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** What was earned by selling, over time. */
export const ProfitPanel = memo(function ProfitPanel() {
  const [days, setDays] = useState('30');
  const range = useMemo(() => ({ from: dayText(Date.now() - (Number(days) - 1) * dayMs) }), [days]);
  const { data, error, isPending, refetch } = useReport(range);
  const profit = useMemo(() => (data === undefined ? null : profitOverTime(data)), [data]);
  return (
    <Panel
      title="Profit from sales"
      aside={<SegmentedControl size="xs" data={ranges} value={days} onChange={setDays} aria-label="How far back" />}
    >
      {isPending && <Loading what="the profit" rows={1} height={180} />}
      {error !== null && <Failure error={error} title="The profit could not be read" onRetry={() => void refetch()} />}
      {profit !== null && profit.points.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing was sold in this time. Profit appears with the first sale.
        </Text>
      )}
      {profit !== null && profit.points.length > 0 && (
        <>
          <Suspense fallback={<Loading what="the chart" rows={1} height={180} />}>
            <ProfitChart points={profit.points} />
          </Suspense>
          <Table withRowBorders={false} verticalSpacing={4}>
            <Table.Tbody>
              <Table.Tr>
                <Table.Th scope="row" fw={400} pl={0}>
                  Earned, fees taken off
                </Table.Th>
                <Table.Td ta="right" pr={0}>
                  <ProfitText amount={profit.totalUsd} />
                </Table.Td>
              </Table.Tr>
              <Table.Tr>
                <Table.Th scope="row" fw={400} pl={0}>
                  Sales
                </Table.Th>
                <Table.Td ta="right" pr={0}>
                  {profit.sales}
                </Table.Td>
              </Table.Tr>
            </Table.Tbody>
          </Table>
        </>
      )}
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {profit?.isPlayMoney === true ? 'Play money.' : 'Play money is not counted.'}
        </Text>
        <Anchor href={reportCsvUrl(null, range)} size="sm" download>
          Save as CSV
        </Anchor>
      </Group>
    </Panel>
  );
});
