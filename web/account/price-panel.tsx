import { Group, Text, useComputedColorScheme } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { useCandles } from '../api/candles.ts';
import type { Candle, CandleInterval } from '../api/types.ts';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { count } from '../words/counting.ts';
import type { PricePicture } from './price-drawing.ts';
import { PriceMarksTable } from './price-marks-table.tsx';
import { marksOn, profitOver, type Execution } from './price-marks.ts';
import { pricePalettes } from './price-palette.ts';
import { decimalsOf, priceText, quoteText } from './price-words.ts';

const PriceChart = lazy(async () => ({ default: (await import('./price-chart.tsx')).PriceChart }));

interface PricePanelProps {
  readonly accountId: string;
  readonly symbol: string;
  readonly interval: CandleInterval;
  /** Of the account, oldest first. */
  readonly executions: readonly Execution[];
  readonly isObserving: boolean;
  /** Of what is owned; null: nothing is. */
  readonly averageCost: string | null;
}

/** One market, read again while it is looked at: what is there stays until there is something newer. */
export function PricePanel({ accountId, symbol, interval, ...account }: PricePanelProps) {
  const { data, error, isPending, refetch } = useCandles(accountId, symbol, interval);
  const title = 'The market’s price could not be read';
  if (isPending) return <Loading what="the market’s price" rows={1} height={300} />;
  if (data === undefined) return <Failure error={error} title={title} onRetry={() => void refetch()} />;
  if (data.candles.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {symbol} has not been traded at its exchange in this time.
      </Text>
    );
  return (
    <>
      {error !== null && <Failure error={error} title="The price may be out of date" onRetry={() => void refetch()} />}
      <Prices symbol={symbol} interval={interval} candles={data.candles} {...account} />
    </>
  );
}

interface PricesProps extends Omit<PricePanelProps, 'accountId'> {
  readonly candles: readonly Candle[];
}

function Prices({ symbol, interval, candles, executions, isObserving, averageCost }: PricesProps) {
  const traded = useMemo(() => tradedOn(candles, symbol, executions), [candles, symbol, executions]);
  const { marks, profit, quote } = traded;
  const picture = useMemo<PricePicture>(
    () => ({ symbol, interval, candles, marks, profit, averageCost }),
    [symbol, interval, candles, marks, profit, averageCost],
  );
  const palette = pricePalettes[useComputedColorScheme('light')];
  const trades = marks.flatMap((mark) => mark.trades).sort((one, other) => other.atMs - one.atMs);
  const last = candles.at(-1)?.close ?? '0';
  const decimals = decimalsOf(candles);
  const realized = profit.at(-1)?.profit ?? null;
  const label = [
    `${symbol} now ${priceText(last, decimals)}`,
    count(trades.length, 'trade'),
    ...(realized === null ? [] : [`${quoteText(realized, quote)} realized`]),
  ].join(', ');
  return (
    <>
      <Suspense fallback={<Loading what="the chart" rows={1} height={300} />}>
        <PriceChart picture={picture} label={label} />
      </Suspense>
      <Group gap="md" justify="space-between">
        <Text size="sm" c="dimmed">
          <span style={{ color: palette.buy }}>▲</span> bought <span style={{ color: palette.sell }}>▼</span> sold
          {averageCost !== null && ` ┄ average cost of what is owned ${priceText(averageCost, decimals)}`}. Drag the
          chart sideways for earlier times.
        </Text>
        {realized !== null && (
          <Text size="sm">Profit line: {quoteText(realized, quote)} realized in this time, fees included</Text>
        )}
      </Group>
      {trades.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing of {symbol} was bought or sold in this time.{isObserving && ' While it observes, nothing is.'}
        </Text>
      ) : (
        <PriceMarksTable trades={trades} decimals={decimals} />
      )}
    </>
  );
}

/** The marks are of this market, the profit of all that is paid in the same money. */
function tradedOn(candles: readonly Candle[], symbol: string, executions: readonly Execution[]) {
  const own = executions.filter((trade) => trade.symbol === symbol);
  const quote = own.at(-1)?.quote ?? symbol.split('/')[1] ?? '';
  const ofQuote = executions.filter((trade) => trade.quote === quote);
  const steps = profitOver(candles, ofQuote);
  const hasSales = steps.some(({ profit }) => profit !== '0');
  return { marks: marksOn(candles, own), profit: hasSales ? steps : [], quote };
}
