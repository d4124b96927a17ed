import { CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { TotalsWatch } from '../domain/global-totals.ts';
import type { PricesByExchange } from '../domain/global-state.ts';

const { watchTotals } = proxyActivities<Pick<Activities, 'watchTotals'>>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '12s',
  cancellationType: 'TRY_CANCEL',
  retry: { initialInterval: '1s', maximumInterval: '10s' },
});

/** One long activity that ends when prices call for something; begun anew when there is something else to watch. */
export function createTotalsWatch(onPrices: (prices: PricesByExchange) => void, onFailed: () => void) {
  let running: { readonly key: string; readonly scope: CancellationScope } | null = null;

  function begin(key: string, watch: TotalsWatch): void {
    const scope = new CancellationScope();
    const mine = { key, scope };
    running = mine;
    const summary = `watch prices at ${watch.places.map(({ exchange }) => exchange).join(', ')}`;
    void scope
      .run(() => watchTotals.executeWithOptions({ summary }, [watch]))
      .then(
        ({ prices }) => {
          if (running !== mine) return;
          running = null;
          onPrices(prices);
        },
        (error: unknown) => {
          if (isCancellation(error) || running !== mine) return;
          running = null;
          onFailed();
        },
      );
  }

  return {
    follow(watch: TotalsWatch | null): void {
      const key = watch === null ? '' : JSON.stringify(watch);
      if (key === (running?.key ?? '')) return;
      running?.scope.cancel();
      running = null;
      if (watch !== null) begin(key, watch);
    },
  };
}
