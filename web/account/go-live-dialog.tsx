import { Alert, Checkbox, Paper, Text } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useSetMode } from '../api/account-actions.ts';
import { useRehearsal } from '../api/accounts.ts';
import type { AccountView } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { exchangeNames } from '../words/account-words.ts';
import { RehearsalSummary } from './rehearsal-summary.tsx';

interface GoLiveDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

/** Shows the rehearsal first, and asks for the account's id. Opened by being rendered. */
export function GoLiveDialog({ account, onClose }: GoLiveDialogProps) {
  const { accountId, exchange, sandbox, permissions } = account;
  const rehearsal = useRehearsal(accountId);
  const setMode = useSetMode();
  const [allowsWithdrawal, setAllowsWithdrawal] = useState(account.allowsWithdrawal);
  const canWithdraw = permissions?.withdraw === true;
  const goLive = () => {
    const allowed = canWithdraw && allowsWithdrawal ? { allowWithdrawPermission: true } : {};
    setMode.mutate({ accountId, mode: 'live', confirm: accountId, ...allowed }, { onSuccess: onClose });
  };
  return (
    <ConfirmDialog
      title={`Go live with ${account.name}`}
      confirmLabel="Go live"
      typed={accountId}
      isPending={setMode.isPending}
      isBlocked={canWithdraw && !allowsWithdrawal}
      error={setMode.error}
      onConfirm={goLive}
      onClose={onClose}
    >
      <Text size="sm">
        From now on its orders are really sent to {exchangeNames[exchange]}
        {sandbox ? ', with play money.' : ', with real money.'}
      </Text>
      <Paper withBorder p="sm">
        {rehearsal.isPending ? (
          <Loading what="the rehearsal" rows={1} />
        ) : rehearsal.isError ? (
          <Failure
            error={rehearsal.error}
            title="The rehearsal could not be read"
            onRetry={() => void rehearsal.refetch()}
          />
        ) : (
          <RehearsalSummary rehearsal={rehearsal.data} />
        )}
      </Paper>
      {canWithdraw && (
        <Alert color="red" icon={<ShieldAlert aria-hidden />} title="This key can withdraw money">
          <Text size="sm" mb="sm">
            Lockstep never withdraws and does not need that permission. Better: make a key at {exchangeNames[exchange]}{' '}
            that can trade only, and replace this one.
          </Text>
          <Checkbox
            label="Go live with a key that can withdraw"
            checked={allowsWithdrawal}
            onChange={(event) => setAllowsWithdrawal(event.currentTarget.checked)}
          />
        </Alert>
      )}
    </ConfirmDialog>
  );
}
