import { openBuyNotional } from './account-facts.ts';
import type { AccountState } from './account-state.ts';
import { isPositive, plus, times, type DecimalText } from './decimal.ts';
import { usdPerQuote } from './profit.ts';

/** Value in USD of everything owned, at the latest prices, with what buys under way may add; null without a price. */
export function exposureUsd(state: Pick<AccountState, 'positions' | 'snapshot' | 'openOrders'>): DecimalText | null {
  const prices = state.snapshot?.prices ?? {};
  let total: DecimalText = '0';
  const symbols = new Set([...Object.keys(state.positions), ...state.openOrders.map(({ record }) => record.symbol)]);
  for (const symbol of symbols) {
    const owned = state.positions[symbol]?.ownedQuantity ?? '0';
    const price = prices[symbol];
    const usd = usdPerQuote(symbol.split('/')[1] ?? '', prices);
    if (usd === null || (isPositive(owned) && price === undefined)) return null;
    total = plus(total, times(plus(times(owned, price ?? '0'), openBuyNotional(state, symbol)), usd));
  }
  return total;
}
