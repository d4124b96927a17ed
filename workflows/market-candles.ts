import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { CandlesReading, CandlesRequest } from '../domain/candle.ts';

/** Reads one market's candles and ends. It concerns no account: nothing that trades knows or waits for it. */
export async function marketCandlesWorkflow(request: CandlesRequest): Promise<CandlesReading> {
  const { readCandles } = proxyActivities<Pick<Activities, 'readCandles'>>({
    ...(request.taskQueue !== null && { taskQueue: request.taskQueue }),
    startToCloseTimeout: '9s',
    scheduleToCloseTimeout: '18s',
    retry: { initialInterval: '500ms', maximumAttempts: 2 },
    // Behind everything that trades, also in the server's queue.
    priority: { priorityKey: 5 },
  });
  return readCandles(request);
}
