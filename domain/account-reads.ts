import type { AccountSnapshot, KeyPermissions } from './account-snapshot.ts';
import type { AccountState } from './account-state.ts';
import { isPositive } from './decimal.ts';
import type { MarketRules } from './market-rules.ts';
import type { ReconcileFindings } from './reconcile-findings.ts';
import { withAutomatic } from './automatic-state.ts';
import { dayAt } from './profit.ts';
import { asRehearsed, heldPositions } from './rehearsed-state.ts';

/** What one reading of the exchange gave. A failure is data: it says nothing of what exists. */
export type AccountReading =
  | {
      readonly kind: 'read';
      readonly snapshot: AccountSnapshot;
      readonly markets: Readonly<Record<string, MarketRules | null>>;
      /** Null when they were not asked for. */
      readonly permissions: KeyPermissions | null;
      /** Null when the exchange's lists were not asked for. */
      readonly findings: ReconcileFindings | null;
      readonly lastNonce: string;
    }
  | { readonly kind: 'credentials-missing' }
  | {
      readonly kind: 'failed';
      /** True when the exchange refused the key itself. */
      readonly isRefused: boolean;
      readonly reason: string;
      readonly lastNonce: string | null;
    };

/** What the symbols are that a reading must cover for every guard to have its price. */
export function symbolsToRead(state: AccountState): readonly string[] {
  const held = [...Object.values(state.positions), ...Object.values(state.rehearsal?.positions ?? {})];
  const owned = held.filter((position) => isPositive(position.ownedQuantity));
  return [...new Set([...owned.map((position) => position.symbol), ...state.inbox.map((trade) => trade.symbol)])];
}

/** Rolls the trading day over, and enters exit-only when there is a cause for it, such as the day's loss limit. */
export function withDay(state: AccountState, nowMs: number): AccountState {
  const dated = { ...state, day: dayAt(state, nowMs) };
  const { rehearsal } = dated;
  const rolled =
    rehearsal === null ? dated : { ...dated, rehearsal: { ...rehearsal, day: dayAt(asRehearsed(dated), nowMs) } };
  return withAutomatic(rolled, nowMs);
}

const dayMs = 86_400_000;

/** The day's loss is counted from midnight UTC, so somebody with a limit looks at prices then. */
export const nextDayReadAtMs = (state: AccountState, nowMs: number, jitter: number): number =>
  state.config.limits.maxDailyLossUsd === null || !ownsAnything(state)
    ? Infinity
    : (Math.floor(nowMs / dayMs) + 1) * dayMs + Math.round(jitter * 5_000);

const ownsAnything = (state: AccountState): boolean =>
  Object.values(heldPositions(state)).some((position) => isPositive(position.ownedQuantity));

/** The exchange refused an order for want of rights: what the key may do is proven anew. */
export const withPermissionsDoubted = (state: AccountState, nowMs: number): AccountState => ({
  ...state,
  permissions: null,
  nextReadAtMs: Math.min(state.nextReadAtMs, nowMs + 1_000),
});

/** The exchange refused the key while trading: known at once, checked again soon. */
export const afterRefusal = (state: AccountState, reason: string, nowMs: number): AccountState => ({
  ...state,
  connection: 'not-connected',
  reason,
  failedReads: state.failedReads + 1,
  nextReadAtMs: nowMs + 10_000,
});
