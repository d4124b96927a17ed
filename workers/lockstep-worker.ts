import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { ActivityDeps } from '../activities/activity-deps.ts';
import { mainTaskQueue } from './task-queues.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerSettings {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly cacheDir: string;
  readonly deps: ActivityDeps;
  readonly taskQueue?: string;
}

/** Each account's price watch holds a slot for hours, and orders must find one; a slot costs nothing until it is used. */
const activityCapacity = 20_000;

const shared = {
  maxConcurrentActivityTaskExecutions: activityCapacity,
  activityTaskPollerBehavior: { type: 'autoscaling', initial: 5, minimum: 2, maximum: 20 },
  maxHeartbeatThrottleInterval: '1s',
  // Price watches end as soon as they are told; all other activities heed no cancellation and end as they would have.
  shutdownGraceTime: 0,
  shutdownForceTime: '25s',
} as const satisfies Partial<WorkerOptions>;

/**
 * Tasks wait here rather than in the sticky queue: what waits there for 2 s, as it does when a worker is lost, is replayed
 * from its whole history, and a crowd of such replays never catches up.
 */
export const workflowWorkerOptions = {
  ...shared,
  maxCachedWorkflows: 4_000,
  maxConcurrentWorkflowTaskExecutions: 500,
  workflowTaskPollerBehavior: { type: 'autoscaling', initial: 5, minimum: 2, maximum: 20 },
  stickyQueueScheduleToStartTimeout: '2s',
} as const satisfies Partial<WorkerOptions>;

/** Runs workflows and activities. One in a process: each costs about 22 MB. */
export async function createLockstepWorker({
  connection,
  namespace,
  cacheDir,
  deps,
  taskQueue = mainTaskQueue,
}: WorkerSettings): Promise<Worker> {
  return Worker.create({
    ...workflowWorkerOptions,
    connection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(cacheDir),
    activities: createActivities(deps),
  });
}

/** Acts for one account alone, on that account's own task queue. */
export const createAccountWorker = (
  { connection, namespace, deps }: Omit<WorkerSettings, 'cacheDir' | 'taskQueue'>,
  taskQueue: string,
): Promise<Worker> =>
  Worker.create({ ...shared, connection, namespace, taskQueue, activities: createActivities(deps) });
