import type { AccountState } from './account-state.ts';
import { dividedBy, isLess, isMore, isPositive, minus, times } from './decimal.ts';
import { averagePriceOf, type Position } from './position.ts';
import { liquidation, type Trade } from './trade.ts';

/** Sales of every position whose price fell by the account's stop-loss since it was bought, fees included. */
export function stopLosses(state: AccountState, nowMs: number): readonly Trade[] {
  const { stopLossPct } = state.config;
  if (stopLossPct === null || state.mode !== 'live' || state.tradingState === 'halted') return [];
  const keptRatio = minus('1', dividedBy(stopLossPct, '100'));
  return Object.values(state.positions)
    .filter((position) => hasFallen(state, position, keptRatio) && isIdle(state, position.symbol))
    .map(({ symbol }) => ({
      ...liquidation(`stop-loss:${symbol}:${nowMs}`, symbol, nowMs, state.mode),
      leg: 'stop-loss',
    }));
}

function hasFallen(state: AccountState, position: Position, keptRatio: string): boolean {
  const price = state.snapshot?.prices[position.symbol];
  const rules = state.markets[position.symbol] ?? null;
  if (price === undefined || rules === null || !isPositive(position.ownedQuantity)) return false;
  if (isLess(position.ownedQuantity, rules.minimumQuantity)) return false;
  return !isMore(price, times(averagePriceOf(position), keptRatio));
}

/** Nothing on this symbol waits or is under way: one stop-loss is enough. */
const isIdle = (state: AccountState, symbol: string): boolean =>
  !state.inbox.some((trade) => trade.symbol === symbol && trade.kind === 'exit') &&
  !state.openOrders.some((order) => order.record.symbol === symbol);
