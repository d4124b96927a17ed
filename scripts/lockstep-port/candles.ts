import { WorkflowFailedError, WorkflowIdConflictPolicy } from '@temporalio/client';
import type { CandlesReading, CandlesRequest } from '../../domain/candle.ts';
import { candlesWorkflowId } from '../../domain/ids.ts';
import { tradingPlace } from '../../domain/trading-place.ts';
import type { Lockstep, MarketCandles } from '../../server/lockstep.ts';
import type { marketCandlesWorkflow } from '../../workflows/market-candles.ts';
import type { LockstepAccess } from '../lockstep-access.ts';
import { notFound, unavailable } from '../refusal.ts';
import type { KnownAccounts } from './known-accounts.ts';
import { recently } from './recently.ts';

const keptMs = 30_000;
const startWithinMs = 5_000;
/** The whole of one reading; its workflow ends then, whether a worker has come or not. */
const readWithinMs = 20_000;

/** A market's candles, read once for all who look at it. */
export function marketCandles(access: LockstepAccess, accounts: KnownAccounts): Pick<Lockstep, 'candles'> {
  const readings = recently(
    keptMs,
    (request: CandlesRequest) => readMarket(access, request),
    (request) => workflowIdOf(access, request),
  );
  return {
    candles: async (accountId, symbol, interval) => {
      const { exchange, sandbox, config } = await accounts.view(accountId);
      const taskQueue = config?.taskQueue ?? null;
      return readings.of({ accountId, exchange, sandbox, taskQueue, symbol, interval });
    },
  };
}

/** Those who have one worker share its answer: the trouble of an account's own worker is no one else's. */
const workflowIdOf = ({ taskQueue }: Pick<LockstepAccess, 'taskQueue'>, request: CandlesRequest): string =>
  candlesWorkflowId(request.taskQueue ?? taskQueue, tradingPlace(request), request.symbol, request.interval);

/** @throws Refusal in one line, without a mark of who asked: the answer may be told to others, too */
async function readMarket(access: LockstepAccess, request: CandlesRequest): Promise<MarketCandles> {
  const { exchange, symbol, interval } = request;
  const reading = await readOnce(access, request);
  switch (reading.kind) {
    case 'read':
      return { exchange, symbol, interval, candles: reading.candles };
    case 'no-market':
      throw notFound(`${symbol} is not traded at ${tradingPlace(request)}`);
    case 'failed':
      throw unavailable(`the candles of ${symbol} could not be read: ${reading.reason}`);
  }
}

async function readOnce(access: LockstepAccess, request: CandlesRequest): Promise<CandlesReading> {
  const { client, within, taskQueue } = access;
  const workflowId = workflowIdOf(access, request);
  const handle = await within(startWithinMs, () =>
    client.workflow.start<typeof marketCandlesWorkflow>('marketCandlesWorkflow', {
      workflowId,
      taskQueue,
      args: [request],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      workflowExecutionTimeout: readWithinMs,
      staticSummary: `Candles of ${request.symbol} at ${tradingPlace(request)}`,
      priority: { priorityKey: 5 },
    }),
  );
  try {
    return await within(readWithinMs + startWithinMs, () => handle.result());
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw unavailable(`the candles of ${request.symbol} did not come in time, is "up" still running?`);
  } finally {
    // A picture a minute would soon outweigh every trade in the server's database.
    const workflowExecution = { workflowId, runId: handle.firstExecutionRunId };
    client.workflowService
      .deleteWorkflowExecution({ namespace: client.options.namespace, workflowExecution })
      .catch(() => undefined);
  }
}
