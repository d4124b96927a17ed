import type { LoadedConfig } from '../config/load-config.ts';
import type { AccountConfig } from '../domain/account-config.ts';
import { statusWordOf, type AccountStatus, type Connection } from '../domain/account-status.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { askAccount, forEach, type AccountAnswer } from './account-answer.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { count } from './output.ts';
import { unavailable } from './refusal.ts';
import type { KnownAccount, Roster } from './roster.ts';

/** One account as `status` and `accounts` show it. */
export type Account = AccountStatus & { readonly workflowId: string; readonly uiUrl: string | null };
type Uses = Pick<LoadedConfig, 'credentialUses'>;

/** One account with what describes it. */
export interface AccountSeen {
  readonly account: Account;
  readonly config: AccountConfig | null;
  /** Silent ones run too. */
  readonly isRunning: boolean;
}

/**
 * Asks every account at once, and for keys only when one does not run; those that don't run are described from their file and their last word.
 * @throws Refusal when accounts run and none of them answers
 */
export async function readAccounts(
  access: LockstepAccess,
  { config }: Pick<Roster, 'config'>,
  accounts: readonly KnownAccount[],
  usesOf: () => Promise<Uses['credentialUses']>,
): Promise<readonly Account[]> {
  const answers = await forEach(accounts, ({ accountId }) => askAccount(access, accountId));
  refuseSilence(answers);
  const credentialUses = answers.every(({ kind }) => kind === 'running') ? config.credentialUses : await usesOf();
  return accounts
    .map((known, index) => seenAccount(access, { credentialUses }, known, answers[index]))
    .flatMap((seen) => (seen === null ? [] : [seen.account]));
}

/** @returns null for an account that has no file, and stopped meanwhile or is silent */
export function seenAccount(
  { linkTo }: Pick<LockstepAccess, 'linkTo'>,
  { credentialUses }: Uses,
  known: KnownAccount,
  answer: AccountAnswer | undefined,
): AccountSeen | null {
  const status = answer === undefined ? null : statusFrom(answer, known, credentialUses.has(known.accountId));
  if (answer === undefined || status === null) return null;
  const workflowId = accountWorkflowId(known.accountId);
  const account = { ...status, workflowId, uiUrl: linkTo(workflowId) };
  return { account, config: known.config, isRunning: answer.kind !== 'stopped' };
}

/** @throws Refusal when accounts run and none of them answers */
export function refuseSilence(answers: readonly AccountAnswer[]): void {
  const silent = answers.filter((answer) => answer.kind === 'silent');
  const [first] = silent;
  if (first === undefined || answers.some(({ kind }) => kind === 'running')) return;
  throw unavailable(`none of ${count(silent.length, 'running account')} answers: ${first.reason}`);
}

/** @returns null for an account that stopped meanwhile and has no file */
function statusFrom(answer: AccountAnswer, { config }: KnownAccount, hasCredential: boolean): AccountStatus | null {
  if (answer.kind === 'running') return answer.status;
  const reason = answer.kind === 'silent' ? answer.reason : config?.enabled === false ? disabled : 'not running';
  const last = answer.kind === 'stopped' ? answer.last : null;
  const connection = hasCredential || last?.connection === 'connected' ? 'not-connected' : 'credentials-missing';
  const now = { connection: answer.kind === 'silent' ? 'not-connected' : connection, reason } as const;
  if (config === null) return last === null ? null : described(last, now);
  return described({ ...(last ?? neverRan), ...identityOf(config) }, now);
}

const disabled = 'disabled in its file';

const described = (
  status: Omit<AccountStatus, 'connection' | 'reason' | 'statusWord'>,
  now: { readonly connection: Connection; readonly reason: string },
): AccountStatus => ({ ...status, ...now, statusWord: statusWordOf({ ...status, ...now }) });

const identityOf = ({ accountId, name, role, exchange, sandbox = false }: AccountConfig) => ({
  accountId,
  name,
  role,
  exchange,
  sandbox,
});

const neverRan = {
  mode: 'observe',
  tradingState: 'active',
  ownTradingState: 'active',
  equityUsd: null,
  equityAtMs: null,
  quoteFree: null,
  signalsObserved: 0,
  tradesCopied: 0,
  positions: [],
  rehearsal: null,
  openOrders: 0,
  needsReview: [],
  drift: [],
  pnlTodayUsd: null,
  profitUsd: null,
  permissions: null,
  allowsWithdrawal: false,
  queued: 0,
} as const;
