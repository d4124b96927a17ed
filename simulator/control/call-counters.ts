import type { CallLimit } from './control-types.ts';

/** Kraken's counter of each key: every call adds to it, time takes away, above the maximum calls are refused. */
export interface CallCounters {
  /** False: too many calls; a refused one adds nothing. */
  take(key: string, endpoint: string, limit: CallLimit | null): boolean;
}

const histories = new Set(['ClosedOrders', 'TradesHistory', 'QueryTrades']);
/** These have limits of their own at Kraken, by market. */
const uncounted = new Set(['AddOrder', 'CancelOrder', 'CancelAll']);

export function createCallCounters(nowMs: () => number = Date.now): CallCounters {
  const counters = new Map<string, { readonly count: number; readonly atMs: number }>();
  return {
    take: (key, endpoint, limit) => {
      if (limit === null || uncounted.has(endpoint)) return true;
      const atMs = nowMs();
      const before = counters.get(key) ?? { count: 0, atMs };
      const decayed = Math.max(0, before.count - ((atMs - before.atMs) / 1_000) * limit.decayPerSecond);
      const count = decayed + (histories.has(endpoint) ? 2 : 1);
      const fits = count <= limit.most;
      counters.set(key, { count: fits ? count : decayed, atMs });
      return fits;
    },
  };
}
