import type { AccountState } from './account-state.ts';
import { newAccount } from './account-transitions.ts';
import { emptyPosition, type Position } from './position.ts';

/** A state that an earlier version left, with what came to states since as a new account has it. */
export function completedState(saved: AccountState, nowMs: number): AccountState {
  const config = {
    ...saved.config,
    takeProfitPct: (saved.config.takeProfitPct as string | null | undefined) ?? null,
    trailingStopPct: (saved.config.trailingStopPct as string | null | undefined) ?? null,
    limits: {
      ...saved.config.limits,
      maxDriftPct: (saved.config.limits.maxDriftPct as string | null | undefined) ?? null,
    },
  };
  const positions = Object.entries(saved.positions).map(([symbol, position]): [string, Position] => [
    symbol,
    { ...emptyPosition(symbol), ...position },
  ]);
  return { ...newAccount(config, nowMs), ...saved, config, positions: Object.fromEntries(positions) };
}
