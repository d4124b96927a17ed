import type { AccountConfig } from './account-config.ts';
import type { AccountState } from './account-state.ts';
import { withEvents } from './account-events.ts';
import { configChanges } from './config-changes.ts';
import { newAccount } from './account-transitions.ts';
import { isPositive } from './decimal.ts';
import { tradingPlace } from './trading-place.ts';

/**
 * The account with its file's new configuration. A ledger never follows to another exchange, nor from play money to
 * real: with something owned or unsettled the account stays where that is, and without, it begins anew, observing.
 */
export function withConfig(state: AccountState, config: AccountConfig, nowMs: number): AccountState {
  if (tradingPlace(state.config) === tradingPlace(config)) return configured(state, config, nowMs);
  const isFlat =
    state.openOrders.length === 0 &&
    Object.values(state.positions).every(({ ownedQuantity }) => !isPositive(ownedQuantity));
  if (!isFlat) {
    const { exchange, sandbox = false } = state.config;
    return configured(state, { ...config, exchange, sandbox }, nowMs);
  }
  const { seen, inbox, decisions, unwritten, events, unwrittenEvents, tradingState, signalsObserved, tradesCopied } =
    state;
  return {
    ...newAccount(config, nowMs),
    ...{ seen, inbox, decisions, unwritten, events, unwrittenEvents, tradingState, signalsObserved, tradesCopied },
  };
}

/** What changed is recorded, so that a limit's story can be read. */
function configured(state: AccountState, config: AccountConfig, nowMs: number): AccountState {
  const changes = configChanges(state.config, config);
  if (changes.length === 0) return { ...state, config };
  const context = changes.map(({ field, from, to }) => `${field}=${from}->${to}`).join(' ');
  return withEvents({ ...state, config }, [{ code: 'CONFIGURED', symbol: '', key: String(nowMs), context }], nowMs);
}
