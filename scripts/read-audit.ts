import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { AccountAudit } from '../domain/account-status.ts';
import type { Journal } from '../store/journal.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { auditStoppedAccount, type AccountHandle } from '../workers/actors.ts';
import { refreshUpdate } from '../workflows/messages.ts';
import { failureInWords, isNoAnswer } from './failure-in-words.ts';
import type { KnownAccount } from './roster.ts';
import type { Session } from './session.ts';
import { unreadAudit } from './unread-audit.ts';

const auditWithinMs = 45_000;

/** Reads one account's exchange afresh, through its workflow if it runs, else through one that ends after it. */
export async function readAudit(
  session: Session,
  journal: Journal,
  account: KnownAccount,
): Promise<AccountAudit | null> {
  try {
    return await session.within(auditWithinMs, () => audit(session, journal, account));
  } catch (error) {
    if (account.config === null) return null;
    return unreadAudit(account.config, failureInWords(error));
  }
}

async function audit(session: Session, journal: Journal, { accountId, config }: KnownAccount): Promise<AccountAudit> {
  const handle: AccountHandle = session.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    return await handle.executeUpdate(refreshUpdate);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError) || config === null) throw error;
  }
  try {
    const reading = await auditStoppedAccount(session.client, journal, config);
    return await reading.result().catch((error: unknown) => endUnanswered(session, reading, error));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return handle.executeUpdate(refreshUpdate);
  }
}

/** A reading without a worker must not stay behind: it would be taken for the account itself. */
async function endUnanswered({ within }: Session, reading: AccountHandle, error: unknown): Promise<never> {
  if (isNoAnswer(error)) await within(5_000, () => reading.terminate('nobody answered the audit')).catch(() => null);
  throw error;
}
