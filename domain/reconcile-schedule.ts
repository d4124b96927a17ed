import type { AccountRole } from './account-config.ts';
import type { AccountState } from './account-state.ts';

const reconcileEveryMs = 300_000;
/** What a person trades by hand on the master's account must be copied while it can be: entries live 30 s. */
const watchMasterEveryMs = 20_000;
/** After an unclear order: nothing younger than 5 s is acted on. */
const reconcileSoonMs = 6_000;

/** @param isUrgent a trade waits: only what must come before any trade is due */
export const isReconcileDue = (state: AccountState, nowMs: number, isUrgent: boolean): boolean =>
  !state.reconciled || (!isUrgent && state.nextReconcileAtMs <= nowMs);

export const withReconcileSoon = (state: AccountState, nowMs: number): AccountState => ({
  ...state,
  nextReconcileAtMs: Math.min(state.nextReconcileAtMs, nowMs + reconcileSoonMs),
  nextReadAtMs: Math.min(state.nextReadAtMs, nowMs + reconcileSoonMs),
});

/** @param jitter between 0 and 1, so that many accounts don't reconcile at the same moment */
export const nextReconcileAt = (role: AccountRole, nowMs: number, jitter: number): number =>
  nowMs + Math.round((role === 'master' ? watchMasterEveryMs : reconcileEveryMs) * (0.8 + 0.4 * jitter));
