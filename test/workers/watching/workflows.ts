import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../../activities/index.ts';
import type { AccountReading } from '../../../domain/account-reads.ts';
import type { PriceNews, PriceWatch } from '../../../domain/price-watch.ts';

export interface WatchingInput {
  /** Where the activities run. */
  readonly taskQueue: string;
  /** Null: the exchange account is read instead. */
  readonly watch: PriceWatch | null;
}

/** The name of the real one, as activities act for accounts alone. */
export async function accountWorkflow({ taskQueue, watch }: WatchingInput): Promise<PriceNews | AccountReading> {
  const place = 'kraken';
  const { watchPrices } = proxyActivities<Pick<Activities, 'watchPrices'>>({
    taskQueue,
    startToCloseTimeout: '1 day',
    heartbeatTimeout: '15s',
    retry: { initialInterval: '20s' },
  });
  const { readAccount } = proxyActivities<Pick<Activities, 'readAccount'>>({
    taskQueue,
    startToCloseTimeout: '40s',
    heartbeatTimeout: '3s',
    retry: { maximumAttempts: 1 },
  });
  if (watch !== null) return watchPrices(watch, place);
  return readAccount({ symbols: [], withPermissions: false, reconcile: null, lastNonce: '0', place });
}
