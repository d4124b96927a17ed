import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import type { GlobalOrder } from '../domain/global-order.ts';
import { orderBeforeJoining } from '../domain/global-orders.ts';
import { noGlobalLimits, type GlobalLimits, type GlobalState } from '../domain/global-state.ts';
import { globalWorkflowId } from '../domain/ids.ts';
import type { globalWorkflow } from '../workflows/global.ts';
import {
  configureGlobalSignal,
  globalStateQuery,
  globalStatusQuery,
  joinGlobalSignal,
  leaveGlobalSignal,
} from '../workflows/messages.ts';
import { isRunning } from './actors.ts';
import { mainTaskQueue } from './task-queues.ts';

type GlobalHandle = WorkflowHandle<typeof globalWorkflow>;

export const globalHandle = (client: Client): GlobalHandle => client.workflow.getHandle(globalWorkflowId);

/**
 * Makes the workflow over all accounts run with these limits; one that was ended goes on from its last state.
 * @param limits null: those that it has
 * @param atFirst where it has none yet
 * @throws Error when the state of an earlier run can't be read: what was halted must not start as active
 */
export async function startGlobal(
  client: Client,
  limits: GlobalLimits | null,
  taskQueue: string = mainTaskQueue,
  atFirst: GlobalLimits | null = null,
): Promise<void> {
  const handle = globalHandle(client);
  if (!(await isRunning(handle))) {
    const saved = await lastState(handle);
    try {
      await client.workflow.start<typeof globalWorkflow>('globalWorkflow', {
        workflowId: globalWorkflowId,
        taskQueue,
        staticSummary: 'All accounts together',
        args: [{ kind: 'start', limits: limits ?? saved?.limits ?? atFirst ?? noGlobalLimits, saved }],
      });
      return;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
  if (limits !== null) await handle.signal(configureGlobalSignal, limits);
}

/** What an account that starts has to know first; null when nobody can tell. */
export async function presentGlobalOrder(client: Client): Promise<GlobalOrder | null> {
  try {
    return orderBeforeJoining(await globalHandle(client).query(globalStatusQuery));
  } catch {
    return null;
  }
}

/** These accounts are told what holds for all, now and whenever it changes. */
export const joinGlobal = (client: Client, accountIds: readonly string[]): Promise<void> =>
  globalHandle(client).signal(joinGlobalSignal, accountIds);

/** Where nobody speaks for all accounts there is nothing to leave. */
export async function leaveGlobal(client: Client, accountIds: readonly string[]): Promise<void> {
  try {
    await globalHandle(client).signal(leaveGlobalSignal, accountIds);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

async function lastState(handle: GlobalHandle): Promise<GlobalState | null> {
  try {
    return await handle.query(globalStateQuery);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
