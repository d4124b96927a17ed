import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { memo, useState } from 'react';
import type { AccountsAnswer } from '../api/types.ts';
import { Panel } from '../parts/panel.tsx';
import { money, signOf } from '../words/amounts.ts';
import { LimitsDialog } from './limits-dialog.tsx';

/** What all accounts may do together, and how much of it is used. */
export const LimitsPanel = memo(function LimitsPanel({
  global,
}: {
  readonly global: NonNullable<AccountsAnswer['global']>;
}) {
  const [isChanging, setChanging] = useState(false);
  const { limits, exposureUsd = null, profitTodayUsd = null } = global;
  if (limits === undefined) return null;
  return (
    <Panel
      title="Limits for all together"
      aside={
        <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
          Change
        </Button>
      }
    >
      <Stack gap="sm">
        <Used label="Held" used={exposureUsd} limit={limits.maxExposureUsd} />
        <Used label="Lost today" used={lossOf(profitTodayUsd)} limit={limits.maxDailyLossUsd} />
      </Stack>
      {isChanging && <LimitsDialog limits={limits} onClose={() => setChanging(false)} />}
    </Panel>
  );
});

const lossOf = (profit: string | null): string | null =>
  profit === null ? null : signOf(profit) < 0 ? profit.slice(1) : '0';

/** From here on it is shown as close to its end. */
const closePercent = 80;

interface UsedProps {
  readonly label: string;
  readonly used: string | null;
  readonly limit: string | null;
}

function Used({ label, used, limit }: UsedProps) {
  const percent = used === null || limit === null ? 0 : Math.min(100, (Number(used) / Number(limit)) * 100 || 0);
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{label}</Text>
        <Text size="sm" className="figures">
          {money(used)}{' '}
          <Text span size="sm" c="dimmed">
            {limit === null ? 'no limit' : `of ${money(limit)} at most`}
          </Text>
        </Text>
      </Group>
      {limit !== null && (
        <Progress value={percent} size={6} mt={4} color={percent >= closePercent ? 'red.6' : 'teal.6'} aria-hidden />
      )}
    </div>
  );
}
