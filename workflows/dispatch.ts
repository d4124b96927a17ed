import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import type { Undelivered } from '../domain/decision-record.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import type { TradeIntent } from '../domain/trade-intent.ts';
import { intentSignal } from './messages.ts';

export interface DispatchInput {
  readonly intent: TradeIntent;
  readonly accountIds: readonly string[];
}

/** Hands one chunk of a large roster its intent. */
export const dispatchWorkflow = (input: DispatchInput): Promise<readonly Undelivered[]> =>
  signalFollowers(input.intent, input.accountIds);

/** Signals every follower at once; one that isn't running is data, not a failure. */
export async function signalFollowers(
  intent: TradeIntent,
  accountIds: readonly string[],
): Promise<readonly Undelivered[]> {
  const misses = await Promise.all(
    accountIds.map(async (accountId): Promise<Undelivered | null> => {
      try {
        await getExternalWorkflowHandle(accountWorkflowId(accountId)).signal(intentSignal, intent);
        return null;
      } catch (error) {
        if (isCancellation(error)) throw error;
        return { accountId, reason: 'not running' };
      }
    }),
  );
  return misses.filter((miss) => miss !== null);
}
