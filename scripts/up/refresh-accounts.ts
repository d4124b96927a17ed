import { accountWorkflowId } from '../../domain/ids.ts';
import type { AccountHandle } from '../../workers/actors.ts';
import { refreshUpdate } from '../../workflows/messages.ts';
import type { WorkflowAccess } from '../lockstep-access.ts';

const withinMs = 30_000;

/** Has those that run read their exchange with the key they have by now, which also proves what it may do. */
export function refreshAccounts({ client, within }: WorkflowAccess, accountIds: readonly string[]): void {
  for (const accountId of accountIds) {
    const handle: AccountHandle = client.workflow.getHandle(accountWorkflowId(accountId));
    // One that does not run, or that can't be asked, reads its exchange by itself before it trades.
    void within(withinMs, () => handle.executeUpdate(refreshUpdate)).catch(() => undefined);
  }
}
