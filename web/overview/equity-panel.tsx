import { Group, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useEquityOfEach, useTotalEquity, type TotalEquity } from '../api/equity.ts';
import type { AccountView } from '../api/types.ts';
import { Panel } from '../parts/panel.tsx';
import { EquityCurve } from './equity-curve.tsx';
import { curveOf, sumOfCurves, type CurvePoint } from './equity-points.ts';
import { EquityRange, useEquityRange } from './equity-range.tsx';

const whose = [
  { value: 'usersUsd', label: 'Users' },
  { value: 'masterUsd', label: 'Master' },
];
const moneys = [
  { value: 'real', label: 'Real money' },
  { value: 'play', label: 'Play money' },
];

const withAccounts = 'Deposits, withdrawals and accounts that come or go';

/** What all users are worth together over time, and what the master is. */
export function TotalEquityPanel() {
  const { backMs, choice } = useEquityRange();
  const [chosenWho, setWho] = useState('usersUsd');
  const [chosenMoney, setMoney] = useState('real');
  const { data, dataUpdatedAt, error, refetch } = useTotalEquity(backMs);
  const hasBoth = data !== undefined && data.real.length > 0 && data.play.length > 0;
  const money = data !== undefined && !hasBoth ? (data.real.length > 0 ? 'real' : 'play') : chosenMoney;
  const totals = data === undefined ? undefined : money === 'play' ? data.play : data.real;
  const users = useMemo(() => totals && curveIn(totals, 'usersUsd'), [totals]);
  const master = useMemo(() => totals && curveIn(totals, 'masterUsd'), [totals]);
  const isMaster = master?.length !== 0 && (chosenWho === 'masterUsd' || users?.length === 0);
  const isPlay = money === 'play' && (totals?.length ?? 0) > 0;
  return (
    <Panel
      title={isPlay ? 'Equity over time, play money' : 'Equity over time'}
      aside={
        <Group gap="xs">
          {hasBoth && (
            <SegmentedControl size="xs" aria-label="Which money" data={moneys} value={money} onChange={setMoney} />
          )}
          {master?.length !== 0 && users?.length !== 0 && (
            <SegmentedControl size="xs" aria-label="Whose equity" data={whose} value={chosenWho} onChange={setWho} />
          )}
          <EquityRange {...choice} />
        </Group>
      }
    >
      <EquityCurve
        points={isMaster ? master : users}
        error={error}
        nowMs={dataUpdatedAt}
        movedBy={isMaster ? 'Deposits and withdrawals' : withAccounts}
        onRetry={() => void refetch()}
      />
    </Panel>
  );
}

const curveIn = (totals: readonly TotalEquity[], who: 'usersUsd' | 'masterUsd'): readonly CurvePoint[] =>
  totals.flatMap(({ atMs, [who]: usd }) => (usd === null ? [] : [{ atMs, usd }]));

/** What a member's accounts are worth together over time. */
export function OwnEquityPanel({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const { backMs, choice } = useEquityRange();
  const real = accounts.filter(({ sandbox }) => !sandbox);
  const counted = real.length > 0 ? real : accounts;
  const { curves, fromMs, readAtMs, error, refetch } = useEquityOfEach(
    counted.map(({ accountId }) => accountId),
    backMs,
  );
  const points = useMemo(() => curves && sumOfCurves(curves.map(curveOf), fromMs), [curves, fromMs]);
  const isPlay = real.length === 0 && accounts.length > 0;
  return (
    <Panel title={isPlay ? 'Equity over time, play money' : 'Equity over time'} aside={<EquityRange {...choice} />}>
      <EquityCurve
        points={points}
        error={error}
        nowMs={readAtMs}
        movedBy={withAccounts}
        onRetry={() => void refetch()}
      />
    </Panel>
  );
}
