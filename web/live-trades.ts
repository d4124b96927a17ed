import type { TradeOutcome, TradeView } from './api/types.ts';
import type { LiveDecision, LiveEvent, LiveIntent } from './live-events.ts';

/** Trades, newest first, with what arrived: each account's outcome once, the latest word on it. */
export function withLiveEvents(
  trades: readonly TradeView[],
  events: readonly LiveEvent[],
  limit: number,
): readonly TradeView[] {
  const byIntent = new Map(trades.map((trade) => [trade.intentId, trade]));
  const arrived = new Map<string, Map<string, TradeOutcome>>();
  for (const live of events) {
    if (live.kind === 'intent')
      byIntent.set(live.intent.intentId, tradeOf(live.intent, byIntent.get(live.intent.intentId)));
    if (live.kind !== 'decision' || !byIntent.has(live.decision.intentId)) continue;
    const outcomes = arrived.get(live.decision.intentId) ?? new Map<string, TradeOutcome>();
    outcomes.set(live.decision.accountId, outcomeOf(live.decision));
    arrived.set(live.decision.intentId, outcomes);
  }
  for (const [intentId, outcomes] of arrived) {
    const trade = byIntent.get(intentId);
    if (trade !== undefined) byIntent.set(intentId, { ...trade, accounts: joined(trade.accounts, outcomes) });
  }
  if (byIntent.size === trades.length && arrived.size === 0) return trades;
  return [...byIntent.values()].sort((one, other) => other.sequence - one.sequence).slice(0, limit);
}

const tradeOf = (intent: LiveIntent, known: TradeView | undefined): TradeView => ({
  ...intent,
  accounts: known?.accounts ?? intent.accounts ?? [],
});

/** Accounts keep their place, new ones come last: nothing jumps while it is read. */
function joined(
  accounts: readonly TradeOutcome[],
  arrived: ReadonlyMap<string, TradeOutcome>,
): readonly TradeOutcome[] {
  const known = new Set(accounts.map(({ accountId }) => accountId));
  return [
    ...accounts.map((row) => arrived.get(row.accountId) ?? row),
    ...[...arrived.values()].filter(({ accountId }) => !known.has(accountId)),
  ];
}

const outcomeOf = (decision: LiveDecision): TradeOutcome => ({
  accountId: decision.accountId,
  mode: decision.mode,
  outcome: decision.outcome,
  code: decision.code,
  context: decision.context,
  why: decision.why ?? '',
  quantity: decision.plan?.quantity ?? null,
  filledQuantity: decision.filledQuantity,
  averagePrice: decision.averagePrice,
  slippageBps: decision.slippageBps,
  delayMs: decision.delayMs,
});
