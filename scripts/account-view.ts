import type { AccountConfig } from '../domain/account-config.ts';
import { statusWordOf, type AccountStatus, type Connection } from '../domain/account-status.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { askAccount, forEach, type AccountAnswer } from './account-answer.ts';
import { count } from './output.ts';
import { Refusal } from './refusal.ts';
import type { KnownAccount, Roster } from './roster.ts';
import type { Session } from './session.ts';

/** One account as `status` and `accounts` show it. */
export type Account = AccountStatus & { readonly workflowId: string; readonly uiUrl: string | null };

/**
 * Asks every account at once; those that don't run are described from their file and their last word.
 * @throws Refusal when accounts run and none of them answers
 */
export async function readAccounts(
  session: Session,
  { config }: Pick<Roster, 'config'>,
  accounts: readonly KnownAccount[],
): Promise<readonly Account[]> {
  const answers = await forEach(accounts, ({ accountId }) => askAccount(session, accountId));
  refuseSilence(answers);
  return accounts.flatMap((account, index) => {
    const answer = answers[index];
    const status = answer === undefined ? null : statusFrom(answer, account, config.credentials.has(account.accountId));
    if (status === null) return [];
    const workflowId = accountWorkflowId(account.accountId);
    return [{ ...status, workflowId, uiUrl: session.linkTo(workflowId) }];
  });
}

function refuseSilence(answers: readonly AccountAnswer[]): void {
  const silent = answers.filter((answer) => answer.kind === 'silent');
  const [first] = silent;
  if (first === undefined || answers.some(({ kind }) => kind === 'running')) return;
  throw new Refusal(`none of ${count(silent.length, 'running account')} answers: ${first.reason}`);
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
