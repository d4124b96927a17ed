import { Alert, Button, Code, Group, Loader, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useVerify } from '../api/account-actions.ts';
import { Failure } from '../parts/failure.tsx';
import { exchangeNames } from '../words/account-words.ts';
import { money } from '../words/amounts.ts';
import { KeyPermissions } from './key-permissions.tsx';

interface KeyProofProps {
  readonly accountId: string;
  /** First and last characters of the key. */
  readonly masked: string;
  readonly onClose: () => void;
}

/** Asks the exchange what a key that was just saved may do. */
export function KeyProof({ accountId, masked, onClose }: KeyProofProps) {
  const { mutate, data, error, isPending } = useVerify();
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    mutate({ accountId });
  }, [accountId, mutate]);
  return (
    <Stack aria-live="polite">
      <Text size="sm">
        The key <Code>{masked}</Code> is stored.
      </Text>
      {isPending && (
        <Group gap="sm">
          <Loader size="sm" aria-hidden />
          <Text size="sm">Asking the exchange what it may do.</Text>
        </Group>
      )}
      {error !== null && (
        <Failure error={error} title="The key could not be verified" onRetry={() => mutate({ accountId })} />
      )}
      {data !== undefined && data.connection !== 'connected' && (
        <Alert color="red" title="Not connected">
          <Text size="sm">{data.reason ?? 'The exchange does not answer.'}</Text>
          <Text size="sm">If it refused the key, replace it: copied whole, and allowed to read and to trade.</Text>
        </Alert>
      )}
      {data?.connection === 'connected' && (
        <>
          <Text size="sm">
            {exchangeNames[data.exchange]} takes it. Equity {money(data.equityUsd)}.
          </Text>
          <KeyPermissions {...data} />
        </>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
