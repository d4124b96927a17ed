import type { AccountMode } from '../domain/account-config.ts';
import type { AccountStatus } from '../domain/account-status.ts';
import { setModeSignal, type ModePermission } from '../workflows/messages.ts';
import { askAccount, type AccountAnswer } from './account-answer.ts';
import type { WorkflowAccess } from './lockstep-access.ts';
import { switchAccount } from './switch-account.ts';

export interface WantedMode {
  readonly mode: AccountMode;
  /** Live also for accounts whose key can withdraw. */
  readonly allowWithdrawPermission: boolean;
}

export interface ModeAsked {
  readonly answer: AccountAnswer;
  /** Why it can't be switched as asked; null when it can. */
  readonly refusal: string | null;
}

export interface ModeSwitched {
  /** Null: the account doesn't run or answer. */
  readonly mode: AccountMode | null;
  readonly changed: boolean;
  readonly reason: string | null;
}

/**
 * Whether one account may be switched as wanted, by what it says of itself.
 * @param wayToAllow how this person lets a key that can withdraw go live
 */
export async function askMode(
  access: WorkflowAccess,
  accountId: string,
  wanted: WantedMode,
  wayToAllow = 'add --allow-withdraw-permission',
): Promise<ModeAsked> {
  const answer = await askAccount(access, accountId);
  return { answer, refusal: refusalOf(answer, wanted, wayToAllow) };
}

export const canWithdraw = (answer: AccountAnswer): boolean =>
  answer.kind === 'running' && answer.status.permissions?.withdraw === true;

export const modeOf = (answer: AccountAnswer): AccountMode | null =>
  answer.kind === 'running' ? answer.status.mode : null;

function refusalOf(
  answer: AccountAnswer,
  { mode, allowWithdrawPermission }: WantedMode,
  wayToAllow: string,
): string | null {
  if (answer.kind === 'stopped') return 'not running';
  if (mode === 'observe') return null;
  if (answer.kind === 'silent') return answer.reason;
  const { connection, reason, allowsWithdrawal } = answer.status;
  if (connection === 'credentials-missing') return 'credentials not set';
  if (connection !== 'connected') return `not connected${reason === null ? '' : `: ${reason}`}`;
  if (!canWithdraw(answer) || modeOf(answer) === 'live' || allowsWithdrawal || allowWithdrawPermission) return null;
  return `its key can withdraw: use one that can't, or ${wayToAllow}`;
}

/** Switches one account unless it was refused, and waits until its status shows it. Never throws. */
export async function switchMode(
  access: WorkflowAccess,
  accountId: string,
  { mode, allowWithdrawPermission }: WantedMode,
  { answer, refusal }: ModeAsked,
): Promise<ModeSwitched> {
  const before = modeOf(answer);
  const unchanged = (reason: string | null): ModeSwitched => ({ mode: before, changed: false, reason });
  if (before === mode) return unchanged(null);
  if (refusal !== null) return unchanged(refusal);
  const isShown = (status: AccountStatus): boolean => status.mode === mode;
  const isPermitted = allowWithdrawPermission && canWithdraw(answer);
  const args: [AccountMode, ModePermission?] = isPermitted ? [mode, { allowWithdrawPermission }] : [mode];
  const switched = await switchAccount(access, accountId, setModeSignal, args, isShown);
  return switched.kind === 'shown' ? { mode, changed: true, reason: null } : unchanged(switched.reason);
}
