import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import type { AccountConfig } from '../domain/account-config.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { GlobalOrder } from '../domain/global-order.ts';
import { accountWorkflowId, masterWorkflowId } from '../domain/ids.ts';
import type { Journal } from '../store/journal.ts';
import type { AccountInput, accountWorkflow } from '../workflows/account.ts';
import type { masterWorkflow } from '../workflows/master.ts';
import {
  configureSignal,
  followSignal,
  reconcileSignal,
  setGlobalSignal,
  stateQuery,
  unfollowSignal,
} from '../workflows/messages.ts';
import { accountAttributes } from '../workflows/search-attributes.ts';
import { mainTaskQueue } from './task-queues.ts';

export type AccountHandle = WorkflowHandle<typeof accountWorkflow>;

/**
 * Makes one account's workflow run: a running one gets the configuration and reads its exchange again, a stopped one
 * goes on from the state it left, a new one starts in observe.
 * @param order what holds for all accounts, to be known before anything else; null: not known now
 */
export async function startAccount(
  client: Client,
  journal: Journal,
  config: AccountConfig,
  taskQueue: string = mainTaskQueue,
  order: GlobalOrder | null = null,
): Promise<AccountHandle> {
  const handle: AccountHandle = client.workflow.getHandle(accountWorkflowId(config.accountId));
  if (await isRunning(handle)) {
    await handle.signal(configureSignal, config);
    await handle.signal(reconcileSignal);
    return handle;
  }
  const saved = await lastState(handle, journal, config.accountId);
  const options = {
    ...accountStart(config, saved, taskQueue),
    args: [{ kind: 'start', config, saved, auditOnly: false }] as [AccountInput],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  };
  if (order === null) return client.workflow.start<typeof accountWorkflow>('accountWorkflow', options);
  return client.workflow.signalWithStart<typeof accountWorkflow, [GlobalOrder]>('accountWorkflow', {
    ...options,
    signal: setGlobalSignal,
    signalArgs: [order],
  });
}

/** Reads an account that isn't running, such as a disabled one: its workflow tells what it saw, and ends. */
export async function auditStoppedAccount(
  client: Client,
  journal: Journal,
  config: AccountConfig,
  taskQueue: string = mainTaskQueue,
): Promise<AccountHandle> {
  const handle: AccountHandle = client.workflow.getHandle(accountWorkflowId(config.accountId));
  const saved = await lastState(handle, journal, config.accountId);
  return client.workflow.start<typeof accountWorkflow>('accountWorkflow', {
    ...accountStart(config, saved, taskQueue),
    args: [{ kind: 'start', config, saved, auditOnly: true }],
  });
}

const accountStart = (config: AccountConfig, saved: AccountState | null, taskQueue: string) => ({
  workflowId: accountWorkflowId(config.accountId),
  taskQueue,
  staticSummary: `${config.name} (${config.role} on ${config.exchange})`,
  staticDetails: `Account \`${config.accountId}\`. ${config.description}`,
  typedSearchAttributes: accountAttributes(config, {
    mode: saved?.mode ?? 'observe',
    tradingState: saved?.tradingState ?? 'active',
  }),
});

/** Makes the master's workflow run with this roster. */
export async function startMaster(
  client: Client,
  journal: Journal,
  masterId: string,
  roster: readonly string[],
  taskQueue: string = mainTaskQueue,
): Promise<void> {
  const handle: WorkflowHandle<typeof masterWorkflow> = client.workflow.getHandle(masterWorkflowId(masterId));
  if (!(await isRunning(handle))) {
    const lastSequence = await journal.lastSequence().catch(() => 0);
    try {
      await client.workflow.start<typeof masterWorkflow>('masterWorkflow', {
        workflowId: masterWorkflowId(masterId),
        taskQueue,
        staticSummary: `Master ${masterId}`,
        args: [{ kind: 'start', masterId, roster, lastSequence }],
      });
      return;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
  await handle.signal(followSignal, roster);
}

/** Takes accounts off the master's roster; a master that isn't running has none. */
export async function unfollow(client: Client, masterId: string, accountIds: readonly string[]): Promise<void> {
  try {
    await client.workflow.getHandle(masterWorkflowId(masterId)).signal(unfollowSignal, accountIds);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

export async function isRunning(handle: Pick<WorkflowHandle, 'describe'>): Promise<boolean> {
  try {
    return (await handle.describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/**
 * What a workflow that was stopped, terminated or lost knew last: asked of its history, else of the store.
 * @throws Error when the store can't be read: an account that may own something must not start as a new one
 */
export async function lastState(
  handle: AccountHandle,
  journal: Journal,
  accountId: string,
): Promise<AccountState | null> {
  try {
    return await handle.query(stateQuery);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  try {
    return await journal.loadAccountState(accountId);
  } catch (error) {
    throw new Error(`what it owned before can't be read: ${(error as Error).message}`, { cause: error });
  }
}
