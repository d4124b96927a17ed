import { Anchor, Group, SegmentedControl, Text } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReportDocument } from '../api/documents.ts';
import { reportCsvUrl, useReport } from '../api/everybody.ts';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { profitSeries, quotesOf } from './profit-series.ts';
import { Section } from './section.tsx';

const ProfitChart = lazy(async () => ({ default: (await import('./profit-chart.tsx')).ProfitChart }));

const days = { '30': 'Month', '365': 'Year', all: 'All' } as const;
type Days = keyof typeof days;

const dayBefore = (number: number): string => new Date(Date.now() - number * 86_400_000).toISOString().slice(0, 10);

/** What came of its trades, from the journal. */
export function ProfitSection({ accountId }: { readonly accountId: string }) {
  const [span, setSpan] = useState<Days>('30');
  const [drawing, setDrawing] = useState('candles');
  const range = useMemo(() => (span === 'all' ? {} : { from: dayBefore(Number(span)) }), [span]);
  const report = useReport<ReportDocument>(accountId, range);
  return (
    <Section
      title="Profit"
      hint="Realized, fees included"
      actions={
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="Drawn as"
            data={[
              { value: 'candles', label: 'Candles' },
              { value: 'line', label: 'Line' },
            ]}
            value={drawing}
            onChange={setDrawing}
          />
          <SegmentedControl
            size="xs"
            aria-label="Time shown"
            data={Object.entries(days).map(([value, label]) => ({ value, label }))}
            value={span}
            onChange={(value) => setSpan(value as Days)}
          />
          <Anchor size="sm" href={reportCsvUrl(accountId, range)} download>
            CSV
          </Anchor>
        </Group>
      }
    >
      {report.isPending ? (
        <Loading what="the profit" rows={1} height={280} />
      ) : report.isError ? (
        <Failure error={report.error} title="The report could not be read" onRetry={() => void report.refetch()} />
      ) : (
        <Profit executions={report.data.executions} asCandles={drawing === 'candles'} />
      )}
    </Section>
  );
}

interface ProfitProps extends Pick<ReportDocument, 'executions'> {
  readonly asCandles: boolean;
}

function Profit({ executions, asCandles }: ProfitProps) {
  const quotes = quotesOf(executions);
  const [chosen, setChosen] = useState<string | null>(null);
  const quote = chosen !== null && quotes.includes(chosen) ? chosen : quotes[0];
  const points = useMemo(() => profitSeries(executions.filter((trade) => trade.quote === quote)), [executions, quote]);
  const last = points.at(-1);
  if (quote === undefined || last === undefined)
    return (
      <Text size="sm" c="dimmed">
        No trades in this time.
      </Text>
    );
  const label = `${quantityText(last.profit)} ${quote} realized in ${count(points.length, 'moment')} with trades`;
  return (
    <>
      {quotes.length > 1 && (
        <SegmentedControl size="xs" aria-label="Currency" data={[...quotes]} value={quote} onChange={setChosen} />
      )}
      <Suspense fallback={<Loading what="the chart" rows={1} height={280} />}>
        <ProfitChart points={points} asCandles={asCandles} label={label} />
      </Suspense>
      <Group gap="md">
        <Text size="sm">
          {quantityText(last.profit)} {quote} realized
        </Text>
        <Text size="sm" c="dimmed">
          ▲ buy ▼ sell
        </Text>
      </Group>
    </>
  );
}
