import type { TradeOutcome, TradeView } from '../api/types.ts';

/** The latest trade that reached an account, and what it did with it; the master's own has no outcome beside it. */
export interface LastTrade {
  readonly trade: TradeView;
  readonly outcome: TradeOutcome | null;
}

/**
 * By account.
 * @param trades newest first
 */
export function lastTradesOf(trades: readonly TradeView[], masterId: string | null): ReadonlyMap<string, LastTrade> {
  const last = new Map<string, LastTrade>();
  for (const trade of trades)
    for (const outcome of trade.accounts)
      if (!last.has(outcome.accountId)) last.set(outcome.accountId, { trade, outcome });
  const [newest] = trades;
  return masterId === null || newest === undefined ? last : last.set(masterId, { trade: newest, outcome: null });
}

export const isSameTrade = (one: LastTrade | undefined, other: LastTrade | undefined): boolean =>
  one?.outcome === other?.outcome && one?.trade.intentId === other?.trade.intentId;
