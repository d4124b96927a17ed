import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { issuesByField } from '../api/client.ts';
import { useSetGlobalLimits } from '../api/everybody.ts';
import type { GlobalLimits } from '../api/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { FileLimits } from './file-limits.tsx';

interface LimitsDialogProps {
  readonly limits: GlobalLimits;
  readonly onClose: () => void;
}

export function LimitsDialog({ limits, onClose }: LimitsDialogProps) {
  const [exposure, setExposure] = useState(limits.maxExposureUsd ?? '');
  const [loss, setLoss] = useState(limits.maxDailyLossUsd ?? '');
  const save = useSetGlobalLimits();
  const issues = issuesByField(save.error);
  return (
    <Dialog onClose={onClose} title="Limits for all accounts together">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ maxExposureUsd: amountOf(exposure), maxDailyLossUsd: amountOf(loss) }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <TextInput
            label="Held at most, US dollars"
            description="Value of everything Lockstep bought; above it, nothing more is bought. Empty: no limit."
            inputMode="decimal"
            data-autofocus
            value={exposure}
            error={issues['maxExposureUsd']}
            onChange={(event) => setExposure(event.currentTarget.value)}
          />
          <TextInput
            label="Lost in a day at most, US dollars"
            description="When as much is lost since midnight UTC, all accounts only sell. Empty: no limit."
            inputMode="decimal"
            value={loss}
            error={issues['maxDailyLossUsd']}
            onChange={(event) => setLoss(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            Play money does not count. What you set here also holds after a restart.
          </Text>
          <FileLimits onDone={onClose} />
          {save.isError && <Failure error={save.error} title="The limits were not saved" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save the limits
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const amountOf = (text: string): string | null => (text.trim() === '' ? null : text.trim());
