import type { AccountConfig } from './account-config.ts';
import type { AccountState } from './account-state.ts';
import { newAccount } from './account-transitions.ts';
import { isPositive } from './decimal.ts';
import { tradingPlace } from './trading-place.ts';

/**
 * The account with its file's new configuration. A ledger never follows to another exchange, nor from play money to
 * real: with something owned or unsettled the account stays where that is, and without, it begins anew, observing.
 */
export function withConfig(state: AccountState, config: AccountConfig, nowMs: number): AccountState {
  if (tradingPlace(state.config) === tradingPlace(config)) return { ...state, config };
  const isFlat =
    state.openOrders.length === 0 &&
    Object.values(state.positions).every(({ ownedQuantity }) => !isPositive(ownedQuantity));
  if (!isFlat) {
    const { exchange, sandbox = false } = state.config;
    return { ...state, config: { ...config, exchange, sandbox } };
  }
  const { seen, inbox, decisions, unwritten, events, unwrittenEvents, tradingState, signalsObserved, tradesCopied } =
    state;
  return {
    ...newAccount(config, nowMs),
    ...{ seen, inbox, decisions, unwritten, events, unwrittenEvents, tradingState, signalsObserved, tradesCopied },
  };
}
