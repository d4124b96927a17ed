import { Button, Stack, Text } from '@mantine/core';
import { useFileLimits, useGlobalLimitsSource } from '../api/everybody.ts';
import type { GlobalLimits } from '../api/types.ts';
import { Failure } from '../parts/failure.tsx';
import { money } from '../words/amounts.ts';

/** The way back to the file, while limits hold that were set here. */
export function FileLimits({ onDone }: { readonly onDone: () => void }) {
  const source = useGlobalLimitsSource();
  const goBack = useFileLimits();
  if (source.data?.from !== 'browser') return null;
  const { file } = source.data;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        These limits were set here and hold instead of those in the file global.json
        {file === null ? ', which has a mistake.' : `: ${limitsInWords(file)}.`}
      </Text>
      {file !== null && (
        <Button
          variant="default"
          size="compact-sm"
          loading={goBack.isPending}
          onClick={() => goBack.mutate(undefined, { onSuccess: onDone })}
        >
          Use the file’s limits
        </Button>
      )}
      {goBack.isError && <Failure error={goBack.error} title="The limits stay as they were set here" />}
    </Stack>
  );
}

const limitsInWords = ({ maxExposureUsd, maxDailyLossUsd }: GlobalLimits): string =>
  maxExposureUsd === null && maxDailyLossUsd === null
    ? 'no limits'
    : `${atMost(maxExposureUsd)} held, ${atMost(maxDailyLossUsd)} lost in a day`;

const atMost = (limit: string | null): string => (limit === null ? 'any amount' : `at most ${money(limit)}`);
