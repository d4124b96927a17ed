import type { TradingState } from '../domain/account-config.ts';
import type { AccountStatus } from '../domain/account-status.ts';
import { setTradingStateSignal } from '../workflows/messages.ts';
import { askAccount } from './account-answer.ts';
import type { WorkflowAccess } from './lockstep-access.ts';
import { switchAccount } from './switch-account.ts';

export interface StateResult {
  readonly accountId: string;
  /** The account's own; null: it doesn't run or answer. */
  readonly tradingState: TradingState | null;
  readonly changed: boolean;
  readonly reason: string | null;
}

/** A stop is not held up by an account that doesn't answer. */
const lookFirstMs = 1_000;

/** Sent to a silent account too: it holds when it wakes. Never throws. */
export async function switchState(
  access: WorkflowAccess,
  accountId: string,
  tradingState: TradingState,
): Promise<StateResult> {
  const answer = await askAccount(access, accountId, lookFirstMs);
  const isShown = (status: AccountStatus): boolean => status.ownTradingState === tradingState;
  const switched = await switchAccount(access, accountId, setTradingStateSignal, [tradingState], isShown);
  const last = answer.kind === 'running' ? answer.status.ownTradingState : null;
  if (switched.kind !== 'shown') return { accountId, tradingState: last, changed: false, reason: switched.reason };
  return { accountId, tradingState, changed: last !== tradingState, reason: stricterForAll(switched.status) };
}

/** What holds for all accounts, when it is stricter than the account's own state. */
const stricterForAll = ({ tradingState, ownTradingState }: AccountStatus): string | null =>
  tradingState === ownTradingState ? null : `but all accounts are ${tradingState}: "state active --global" ends that`;
