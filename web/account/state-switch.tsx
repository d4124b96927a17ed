import { Input, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useSetState } from '../api/account-actions.ts';
import type { AccountView, TradingState } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { stateWords } from '../words/account-words.ts';

const consequences: Readonly<Record<TradingState, string>> = {
  active: 'It buys and sells again. A cause that had stopped it counts as seen by you.',
  'exit-only': 'It sells what it owns when the master sells, and buys nothing.',
  halted: 'It neither buys nor sells: what it owns stays, even when the master sells.',
};

const states: readonly TradingState[] = ['active', 'exit-only', 'halted'];

/** What this account may do; what holds for all accounts may be stricter. */
export function StateSwitch({ account }: { readonly account: AccountView }) {
  const [wanted, setWanted] = useState<TradingState | null>(null);
  const setState = useSetState();
  const { accountId, name, tradingState, ownTradingState } = account;
  const isHeldBack = tradingState !== ownTradingState;
  const close = () => {
    setWanted(null);
    setState.reset();
  };
  return (
    <Input.Wrapper
      label="May trade"
      labelElement="div"
      description={
        isHeldBack ? `All accounts or a guard hold it to: ${stateWords[tradingState].toLowerCase()}` : undefined
      }
    >
      <SegmentedControl
        fullWidth
        orientation="vertical"
        mt={4}
        aria-label="What this account may trade"
        data={states.map((value) => ({ value, label: stateWords[value] }))}
        value={ownTradingState}
        disabled={!account.isRunning}
        onChange={(value) => setWanted(value)}
      />
      {wanted !== null && (
        <ConfirmDialog
          title={`${name}: ${stateWords[wanted].toLowerCase()}`}
          confirmLabel={`Set to "${stateWords[wanted]}"`}
          isDangerous={wanted === 'halted'}
          isPending={setState.isPending}
          error={setState.error}
          onConfirm={() => setState.mutate({ accountId, tradingState: wanted }, { onSuccess: close })}
          onClose={close}
        >
          <Text size="sm">{consequences[wanted]}</Text>
        </ConfirmDialog>
      )}
    </Input.Wrapper>
  );
}
