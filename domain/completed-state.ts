import type { AccountConfig } from './account-config.ts';
import type { AccountState } from './account-state.ts';
import { newAccount } from './account-transitions.ts';
import { emptyPosition, type Position } from './position.ts';
import { noIntentsSeen } from './seen-intents.ts';

/** A state that an earlier version left, with what came to states since as a new account has it. */
export function completedState(saved: AccountState, nowMs: number): AccountState {
  const config = completedConfig(saved.config);
  const positions = Object.entries(saved.positions).map(([symbol, position]): [string, Position] => [
    symbol,
    { ...emptyPosition(symbol), ...position },
  ]);
  const seen = { ...noIntentsSeen, ...saved.seen };
  return { ...newAccount(config, nowMs), ...saved, config, seen, positions: Object.fromEntries(positions) };
}

/** A configuration that an earlier version sent: what it does not name is not set. */
export const completedConfig = (config: AccountConfig): AccountConfig => ({
  ...{ takeProfitPct: null, trailingStopPct: null },
  ...config,
  limits: { ...{ maxDriftPct: null }, ...config.limits },
});
