import type { TradingState } from './account-config.ts';
import type { AccountState } from './account-state.ts';

const strictness: Readonly<Record<TradingState, number>> = { active: 0, 'exit-only': 1, halted: 2 };

export const stricter = (one: TradingState, other: TradingState): TradingState =>
  strictness[one] >= strictness[other] ? one : other;

/** What holds for the account: the stricter of its own state and the one for all accounts. */
export const effectiveState = ({ tradingState, global }: Pick<AccountState, 'tradingState' | 'global'>): TradingState =>
  stricter(tradingState, global.tradingState);

/** Who forbids it, for a decision's record: `by=global`, or what made the account exit-only by itself. */
export function stateContext(state: Pick<AccountState, 'tradingState' | 'global' | 'automatic'>): string {
  if (effectiveState(state) !== state.tradingState) {
    return state.global.reason === null ? 'by=global' : `by=global reason=${state.global.reason}`;
  }
  return state.automatic === null ? '' : `reason=${state.automatic.code}`;
}
