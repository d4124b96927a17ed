import { Anchor, Group, Select, SegmentedControl, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useExecutions } from '../api/candles.ts';
import { reportCsvUrl } from '../api/everybody.ts';
import type { AccountView, CandleInterval, DecisionRecord } from '../api/types.ts';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { symbolsOf } from './price-marks.ts';
import { PricePanel } from './price-panel.tsx';
import { Section } from './section.tsx';

/** How many days one chart goes back, and one more for a day that has begun. */
const daysBack: Readonly<Record<CandleInterval, number>> = { '5m': 2, '1h': 14, '1d': 301 };
const intervals = [
  { value: '5m', label: '5 minutes' },
  { value: '1h', label: '1 hour' },
  { value: '1d', label: '1 day' },
] as const;

const dayBefore = (number: number): string => new Date(Date.now() - number * 86_400_000).toISOString().slice(0, 10);

interface PriceSectionProps {
  readonly account: AccountView;
  /** Newest first. */
  readonly decisions: readonly DecisionRecord[];
}

/** The market that the account trades, where it bought and sold, and what came of it. */
export function PriceSection({ account, decisions }: PriceSectionProps) {
  const { accountId, positions } = account;
  const [interval, setInterval] = useState<CandleInterval>('1h');
  const [chosen, setChosen] = useState<string | null>(null);
  const range = useMemo(() => ({ from: dayBefore(daysBack[interval]) }), [interval]);
  const executions = useExecutions(accountId, range);
  const symbols = symbolsOf({ executions: executions.data ?? [], positions, decisions });
  const symbol = chosen ?? symbols[0];
  const choose = (next: CandleInterval) => {
    // Another span of time must not change the market that is looked at.
    setChosen(symbol ?? null);
    setInterval(next);
  };
  return (
    <Section
      title="Price and profit"
      hint="The market, with a mark where Lockstep bought or sold for this account"
      actions={
        <Group gap="sm">
          {symbol !== undefined && (
            <Select
              size="xs"
              w={130}
              aria-label="Market"
              allowDeselect={false}
              data={[...new Set([symbol, ...symbols])].sort()}
              value={symbol}
              onChange={setChosen}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label="One candle is"
            data={[...intervals]}
            value={interval}
            onChange={choose}
          />
          <Anchor size="sm" href={reportCsvUrl(accountId, range)} download>
            CSV
          </Anchor>
        </Group>
      }
    >
      {executions.isPending ? (
        <Loading what="the trades" rows={1} height={300} />
      ) : executions.data === undefined ? (
        <Failure
          error={executions.error}
          title="The trades could not be read"
          onRetry={() => void executions.refetch()}
        />
      ) : symbol === undefined ? (
        <Text size="sm" c="dimmed">
          No trade yet. With the first one, the market’s price and its mark appear here.
        </Text>
      ) : (
        <PricePanel
          key={`${symbol} ${interval}`}
          accountId={accountId}
          symbol={symbol}
          interval={interval}
          executions={executions.data}
          isObserving={account.mode === 'observe'}
          averageCost={positions.find((position) => position.symbol === symbol)?.averagePrice ?? null}
        />
      )}
    </Section>
  );
}
