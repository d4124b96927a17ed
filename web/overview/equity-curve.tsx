import { Button, Group, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { momentText } from '../words/times.ts';
import { isFresh, untilNow, type CurvePoint } from './equity-points.ts';
import { EquityTable } from './equity-table.tsx';
import { changeInWords, spanInWords } from './equity-words.ts';

const EquityChart = lazy(async () => ({ default: (await import('./equity-chart.tsx')).EquityChart }));

interface EquityCurveProps {
  /** Oldest first; undefined: not read yet. */
  readonly points: readonly CurvePoint[] | undefined;
  /** Also when there are points: of an earlier reading. */
  readonly error: unknown;
  /** When it was read. */
  readonly nowMs: number;
  /** What moves it beside trading. */
  readonly movedBy: string;
  readonly onRetry: () => void;
}

/** A curve with what it says in words, or why there is none. */
export function EquityCurve({ points, error, nowMs, movedBy, onRetry }: EquityCurveProps) {
  const id = useId();
  const [isTable, setIsTable] = useState(false);
  const curve = useMemo(() => untilNow(points ?? [], nowMs), [points, nowMs]);
  const last = points?.at(-1);
  if (points === undefined)
    return error === null ? (
      <Loading what="the equity" rows={1} height={220} />
    ) : (
      <Failure error={error} title="The equity could not be read" onRetry={onRetry} />
    );
  if (last === undefined)
    return (
      <Text size="sm" c="dimmed">
        The curve begins with the first minute in which an account is connected.
      </Text>
    );
  return (
    <Stack gap="xs">
      <Text size="sm" id={id} className="figures">
        {changeInWords(curve, nowMs)}
      </Text>
      {isTable ? (
        <EquityTable points={curve} />
      ) : (
        <Suspense fallback={<Loading what="the chart" rows={1} height={220} />}>
          <EquityChart points={curve} labelledBy={id} />
        </Suspense>
      )}
      {error !== null && <Failure error={error} title="The curve may be out of date" onRetry={onRetry} />}
      <Group justify="space-between" align="flex-start" gap="xs">
        <Text size="xs" c="dimmed" className="figures" flex={1} miw={200}>
          {spanInWords(curve)} {!isFresh(points, nowMs) && `Last reading: ${momentText(last.atMs, nowMs)}. `}
          {movedBy} move it too, so it is not the profit.
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={() => setIsTable(!isTable)}>
          {isTable ? 'Show as a curve' : 'Show as a table'}
        </Button>
      </Group>
    </Stack>
  );
}
