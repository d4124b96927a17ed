import type { TradingState } from './account-config.ts';
import type { AccountState } from './account-state.ts';

const strictness: Readonly<Record<TradingState, number>> = { active: 0, 'exit-only': 1, halted: 2 };

export const stricter = (one: TradingState, other: TradingState): TradingState =>
  strictness[one] >= strictness[other] ? one : other;

/** What holds for the account: the stricter of its own state and the one for all accounts. */
export const effectiveState = ({ tradingState, global }: Pick<AccountState, 'tradingState' | 'global'>): TradingState =>
  stricter(tradingState, global.tradingState);
