import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { AccountAudit } from '../domain/account-status.ts';
import type { Journal } from '../store/journal.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { auditStoppedAccount, type AccountHandle } from '../workers/actors.ts';
import { refreshUpdate } from '../workflows/messages.ts';
import { forEach } from './account-answer.ts';
import { failureInWords, isNoAnswer } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import type { KnownAccount } from './roster.ts';
import { unreadAudit } from './unread-audit.ts';

const auditWithinMs = 45_000;

/** As {@link freshAudit} of many at once: what could not be read is told in the audit. */
export async function readAudits(
  access: LockstepAccess,
  journal: Journal,
  accounts: readonly KnownAccount[],
): Promise<readonly AccountAudit[]> {
  const audits = await forEach(accounts, (account) => readAudit(access, journal, account));
  return audits.filter((audit) => audit !== null);
}

/** Null: no file describes it, and it tells nothing. */
async function readAudit(
  access: LockstepAccess,
  journal: Journal,
  account: KnownAccount,
): Promise<AccountAudit | null> {
  try {
    return await freshAudit(access, journal, account);
  } catch (error) {
    if (account.config === null) return null;
    return unreadAudit(account.config, failureInWords(error));
  }
}

/**
 * Reads one account's exchange afresh, through its workflow if it runs, else through one that ends after it.
 * @throws Error whatever kept it from telling, see `failureInWords`
 */
export const freshAudit = (access: LockstepAccess, journal: Journal, account: KnownAccount): Promise<AccountAudit> =>
  access.within(auditWithinMs, () => audit(access, journal, account));

async function audit(
  access: LockstepAccess,
  journal: Journal,
  { accountId, config }: KnownAccount,
): Promise<AccountAudit> {
  const handle: AccountHandle = access.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    return await handle.executeUpdate(refreshUpdate);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError) || config === null) throw error;
  }
  try {
    const reading = await auditStoppedAccount(access.client, journal, config, access.taskQueue);
    return await reading.result().catch((error: unknown) => endUnanswered(access, reading, error));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return handle.executeUpdate(refreshUpdate);
  }
}

/** A reading without a worker must not stay behind: it would be taken for the account itself. */
async function endUnanswered({ within }: LockstepAccess, reading: AccountHandle, error: unknown): Promise<never> {
  if (isNoAnswer(error)) await within(5_000, () => reading.terminate('nobody answered the audit')).catch(() => null);
  throw error;
}
