import type { FaultRequest } from '../../simulator/control-client.ts';
import type { PlannedAccount } from './plan-types.ts';
import type { Plan, Step } from './plan-types.ts';

/** What happened to the account of each history that is kept. */
export const recorded = ['unknown', 'sent-again', 'lost-worker', 'needs-review', 'continued', 'sold-by-hand'] as const;

const symbol = 'BTC/USD';
const nameOf = (index: number): string => `recorded_${String(recorded[index])}`;
const planned = (accountId: string, index: number): PlannedAccount => ({
  accountId,
  // The last group is told directly, the others have a master.
  group: index < recorded.length ? 0 : 1,
  person: recorded[index] === 'sold-by-hand' ? 'sells-copies' : 'nothing',
  ownCoins: '0',
  maxOrderUsd: null,
  maxDailyTrades: null,
  maxDailyLossUsd: '200',
  stopLossPct: '3',
  trailingStopPct: null,
});

/** One account for each thing that a running account must be able to replay, and nothing by chance. */
export function recordingPlan(): Plan {
  const accounts = [...recorded.map((_, index) => nameOf(index)), 'recorded_beside'].map(planned);
  const fault = (atMs: number, index: number, more: Omit<FaultRequest, 'key' | 'endpoint'>): Step => {
    return { do: 'fault', atMs, accountId: nameOf(index), fault: { ...more, endpoint: 'AddOrder' } };
  };
  const entry = (atMs: number, intentId: string): Step => ({
    do: 'intent',
    atMs,
    intent: { intentId, group: 0, symbol, side: 'buy', share: '0.0200', exitFraction: null },
  });
  const exit = (atMs: number, intentId: string): Step => ({
    do: 'intent',
    atMs,
    intent: { intentId, group: 0, symbol, side: 'sell', share: null, exitFraction: '0.5' },
  });
  const steps: readonly Step[] = [
    entry(100, 'first-entry'),
    fault(1_500, 0, { kind: 'drop-after-accept', count: 1 }),
    fault(1_500, 1, { kind: 'drop-before-accept', count: 1 }),
    fault(1_500, 2, { kind: 'delay-after-accept', ms: 3_000, count: 1 }),
    fault(1_500, 3, { kind: 'drop-before-accept', count: 3 }),
    exit(2_000, 'first-exit'),
    { do: 'kill-worker', atMs: 2_600, worker: 0, downMs: 200 },
    { do: 'kill-worker', atMs: 3_000, worker: 1, downMs: 200 },
    { do: 'hand-sale', atMs: 3_000, accountId: nameOf(5), symbol, share: '0.5' },
    ...Array.from({ length: 36 }, (_, index): Step => {
      const atMs = 12_000 + index * 250;
      return {
        do: 'own-order',
        atMs,
        accountId: nameOf(4),
        orderId: `own-${String(index)}`,
        symbol,
        side: 'buy',
        amount: '20',
      };
    }),
    // The third attempt of the order that nobody takes is over by then.
    { do: 'visibility-lag', atMs: 30_000, ms: 0 },
  ];
  return { options: { seed: 1, accounts: accounts.length, intents: 2, driveMs: 30_000 }, accounts, groups: 2, steps };
}
