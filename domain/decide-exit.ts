import { dividedBy, isLess, isPositive, larger, minus, smaller, times } from './decimal.ts';
import type { AccountState } from './account-state.ts';
import { freeBalance } from './account-snapshot.ts';
import { clientOrderIdFor } from './ids.ts';
import { exitSize } from './exit-size.ts';
import { go, stop, type Decision, type GuardTrail } from './decision.ts';
import { hasFreshSnapshot, quantityUnderReview } from './account-facts.ts';
import type { DecimalText } from './decimal.ts';
import type { MarketRules } from './market-rules.ts';
import type { Trade } from './trade.ts';

/** What an exit would sell. Only what is owned counts: no limit, balance check or health stands in its way. */
export function decideExit(state: AccountState, trade: Trade, nowMs: number, trail: GuardTrail): Decision {
  const available = sellable(state, trade.symbol, nowMs);
  if (!isPositive(available)) return stop(trail, 'skip', 'owned', 'NOTHING_OWNED', `symbol=${trade.symbol}`);
  const rules = state.markets[trade.symbol] ?? null;
  if (rules === null) return stop(trail, 'skip', 'market', 'SYMBOL_UNMAPPED', `symbol=${trade.symbol}`);

  const price = trade.masterFill?.averagePrice ?? state.snapshot?.prices[trade.symbol] ?? null;
  const wanted = wantedQuantity(trade, available, price);
  if (wanted === null) return stop(trail, 'skip', 'price', 'PRICE_UNKNOWN', `symbol=${trade.symbol}`);
  const size = exitSize(available, wanted, rules, price);
  const sized: GuardTrail = {
    ...trail,
    sizing: [
      { step: 'owned', value: available },
      { step: 'wanted', value: wanted },
      { step: 'quantity', value: size.quantity },
    ],
  };
  if (size.kind === 'dust') {
    return stop(sized, 'skip', 'minimum', 'DUST', `minimum=${rules.minimumQuantity} quantity=${size.quantity}`);
  }
  const capped: GuardTrail = isLess(available, wanted)
    ? { ...sized, guards: [...sized.guards, { guard: 'owned', verdict: 'cap', context: `owned=${available}` }] }
    : sized;
  return go(capped, price, {
    clientOrderId: clientOrderIdFor({ accountId: state.config.accountId, intentId: trade.intentId, leg: trade.leg }),
    symbol: trade.symbol,
    side: 'sell',
    type: 'market',
    quantity: size.quantity,
    limitPrice: null,
    sendBeforeMs: null,
  });
}

/** What Lockstep owns, at most what the exchange says is free: a person's own coins are never sold. */
function sellable(state: AccountState, symbol: string, nowMs: number): DecimalText {
  const owned = minus(state.positions[symbol]?.ownedQuantity ?? '0', quantityUnderReview(state, symbol));
  const rules: MarketRules | null = state.markets[symbol] ?? null;
  if (state.snapshot === null || rules === null || !hasFreshSnapshot(state, nowMs)) return larger('0', owned);
  return larger('0', smaller(owned, freeBalance(state.snapshot, rules.base)));
}

/** Base units; null when a price is needed and unknown. */
function wantedQuantity(trade: Trade, available: DecimalText, price: DecimalText | null): DecimalText | null {
  if (trade.size?.kind === 'quantity') return trade.size.quantity;
  if (trade.size?.kind === 'quote') return price === null ? null : dividedBy(trade.size.amount, price);
  return times(available, trade.exitFraction ?? '1');
}
