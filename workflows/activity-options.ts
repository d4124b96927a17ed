import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** How each activity may fail; an account with a task queue of its own sends everything there. */
export const accountActivities = (taskQueue: string | null) => {
  const queue = taskQueue === null ? {} : { taskQueue };
  const orders = proxyActivities<Pick<Activities, 'placeOrder'>>({
    ...queue,
    startToCloseTimeout: '20s',
    heartbeatTimeout: '2s',
    retry: { maximumAttempts: 1 },
  });
  const reads = proxyActivities<Pick<Activities, 'findOrder' | 'readAccount'>>({
    ...queue,
    scheduleToStartTimeout: '30s',
    startToCloseTimeout: '40s',
    heartbeatTimeout: '3s',
    retry: { maximumAttempts: 1 },
  });
  const records = proxyActivities<Pick<Activities, 'recordDecisions' | 'saveAccountState'>>({
    ...queue,
    startToCloseTimeout: '5s',
    retry: { initialInterval: '500ms', maximumInterval: '10s' },
  });
  const prices = proxyActivities<Pick<Activities, 'watchPrices'>>({
    ...queue,
    startToCloseTimeout: '24h',
    // A day's loss is looked at every 15 s at least, also when a worker is lost.
    heartbeatTimeout: '12s',
    retry: { initialInterval: '1s', maximumInterval: '10s' },
    // Its end is always heard of, so that the task that it comes with can leave a command.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  return { orders, reads, records, prices };
};

export const { recordIntents } = proxyActivities<Pick<Activities, 'recordIntents'>>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '500ms', maximumInterval: '10s' },
});

/** Exits overtake entries, entries overtake reads, also in the server's queue. */
export const priorityOf = (kind: 'exit' | 'entry' | 'read', accountId: string) => ({
  priorityKey: { exit: 1, entry: 2, read: 4 }[kind],
  fairnessKey: accountId.slice(0, 64),
});
