import { useMemo } from 'react';
import { useAccountEquity } from '../api/equity.ts';
import { EquityCurve } from '../overview/equity-curve.tsx';
import { curveOf } from '../overview/equity-points.ts';
import { EquityRange, useEquityRange } from '../overview/equity-range.tsx';
import { Section } from './section.tsx';

/** What the account was worth over time. */
export function EquitySection({ accountId }: { readonly accountId: string }) {
  const { backMs, choice } = useEquityRange();
  const { data, dataUpdatedAt, error, refetch } = useAccountEquity(accountId, backMs);
  const points = useMemo(() => data && curveOf(data.points), [data]);
  const isPlay = data?.points.at(-1)?.sandbox === true;
  return (
    <Section
      title="Equity"
      hint={isPlay ? 'All it is worth, in play money' : 'All it is worth, its own coins included'}
      actions={<EquityRange {...choice} />}
    >
      <EquityCurve
        points={points}
        error={error}
        nowMs={dataUpdatedAt}
        movedBy="Deposits and withdrawals"
        onRetry={() => void refetch()}
      />
    </Section>
  );
}
