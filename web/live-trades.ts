import { reasonInWords } from '../scripts/reason-in-words.ts';
import type { DecisionRecord, IntentRecord, TradeOutcome, TradeView } from './api/types.ts';
import type { LiveEvent } from './live-events.ts';

/** Trades, newest first, with what was heard: each account once, with the latest word on it. */
export function withLiveEvents(
  trades: readonly TradeView[],
  events: readonly LiveEvent[],
  limit: number,
): readonly TradeView[] {
  const known = new Map(trades.map((trade) => [trade.intentId, trade]));
  const arrived = new Map<string, TradeView>();
  const outcomes = new Map<string, Map<string, TradeOutcome>>();
  for (const live of events) {
    if (live.kind === 'intent' && !known.has(live.intent.intentId))
      arrived.set(live.intent.intentId, tradeOf(live.intent));
    // The master's own order has the trade's id and is no copy of it.
    if (live.kind !== 'decision' || live.decision.origin !== 'master') continue;
    const { intentId, accountId } = live.decision;
    const ofTrade = outcomes.get(intentId) ?? new Map<string, TradeOutcome>();
    outcomes.set(intentId, ofTrade.set(accountId, outcomeOf(live.decision)));
  }
  if (arrived.size === 0 && outcomes.size === 0) return trades;
  const all = arrived.size === 0 ? trades : [...arrived.values(), ...trades].sort(newestFirst);
  return all.slice(0, limit).map((trade) => {
    const told = outcomes.get(trade.intentId);
    return told === undefined ? trade : { ...trade, accounts: withOutcomes(trade.accounts, told) };
  });
}

const newestFirst = (one: TradeView, other: TradeView): number => other.sequence - one.sequence;

/** Accounts keep their place, new ones come last: nothing jumps while it is read. */
function withOutcomes(
  accounts: readonly TradeOutcome[],
  told: ReadonlyMap<string, TradeOutcome>,
): readonly TradeOutcome[] {
  const known = new Set(accounts.map(({ accountId }) => accountId));
  return [
    ...accounts.map((row) => told.get(row.accountId) ?? row),
    ...[...told.values()].filter(({ accountId }) => !known.has(accountId)),
  ];
}

const tradeOf = (intent: IntentRecord): TradeView => ({
  ...intent,
  accounts: [
    ...intent.delivered.map((accountId) => ({ ...undecided, accountId })),
    ...intent.undelivered.map(({ accountId, reason }) => ({ ...undecided, accountId, ...notRunning(reason) })),
  ],
});

const undecided = {
  mode: null,
  outcome: 'pending',
  code: null,
  context: '',
  why: '',
  quantity: null,
  filledQuantity: '0',
  averagePrice: null,
  slippageBps: null,
  delayMs: null,
} as const;

const notRunning = (reason: string) => {
  const context = `reason=${reason}`;
  return { outcome: 'skipped', code: 'NOT_RUNNING', context, why: reasonInWords('NOT_RUNNING', context) } as const;
};

const outcomeOf = (decision: DecisionRecord): TradeOutcome => ({
  accountId: decision.accountId,
  mode: decision.mode,
  outcome: decision.outcome,
  code: decision.code,
  context: decision.context,
  why: reasonInWords(decision.code, decision.context),
  quantity: decision.plan?.quantity ?? null,
  filledQuantity: decision.filledQuantity,
  averagePrice: decision.averagePrice,
  slippageBps: decision.slippageBps,
  delayMs: decision.delayMs,
});
