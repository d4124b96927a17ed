import type { AccountState } from './account-state.ts';
import type { Drift } from './account-status.ts';
import { canonical, dividedBy, isLess, isPositive, isZero, larger, minus, plus, rounded, smaller } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import { baseOf } from './market-rules.ts';

/** Sets what this order is to leave owned, before it goes out. */
export function withTarget(state: AccountState, { symbol, side, plan }: DecisionRecord): AccountState {
  if (plan === null) return state;
  const owned = state.positions[symbol]?.ownedQuantity ?? '0';
  const isBusy = state.openOrders.some((order) => order.record.symbol === symbol);
  const from = isBusy ? (state.targets[symbol]?.quantity ?? owned) : owned;
  const quantity = side === 'buy' ? plus(from, plan.quantity) : larger('0', minus(from, plan.quantity));
  return { ...state, targets: { ...state.targets, [symbol]: { quantity, cause: null } } };
}

/** The latest reason why a target was not reached. */
export function withDriftCause(state: AccountState, symbol: string, cause: string): AccountState {
  const quantity = state.targets[symbol]?.quantity ?? state.positions[symbol]?.ownedQuantity ?? '0';
  return { ...state, targets: { ...state.targets, [symbol]: { quantity, cause } } };
}

/** What a settled order has to say of the target it did not reach; null when it filled. */
export function driftCauseOf(record: DecisionRecord): string | null {
  if (record.outcome === 'filled') return null;
  return record.outcome === 'partial' ? 'PARTIAL_FILL' : (record.code ?? record.outcome.toUpperCase());
}

/** Symbols whose holding differs from what their latest order was to leave. */
export function driftOf(state: AccountState): readonly Drift[] {
  return Object.entries(state.targets).flatMap(([symbol, target]) => {
    const actual = held(state, symbol);
    const difference = minus(actual, target.quantity);
    if (isZero(difference)) return [];
    const size = isLess(difference, '0') ? minus('0', difference) : difference;
    const ratio = isPositive(target.quantity) ? rounded(dividedBy(size, target.quantity), 4) : '1';
    return [{ symbol, target: canonical(target.quantity), actual, ratio, cause: causeOf(state, symbol, target.cause) }];
  });
}

/** The ledger's word, or the exchange's where that has been found to hold less. */
function held(state: AccountState, symbol: string): string {
  const owned = state.positions[symbol]?.ownedQuantity ?? '0';
  const base = baseOf(symbol);
  if (state.shortfalls[base] === undefined || state.snapshot === null) return owned;
  return smaller(owned, state.snapshot.balances.find(({ asset }) => asset === base)?.total ?? '0');
}

function causeOf(state: AccountState, symbol: string, known: string | null): string {
  const open = state.openOrders.filter((order) => order.record.symbol === symbol);
  if (open.some((order) => order.state === 'unknown' || order.state === 'needs-review')) return 'ORDER_UNRESOLVED';
  if (open.length > 0) return 'ORDER_OPEN';
  if (state.shortfalls[baseOf(symbol)] !== undefined) return 'BALANCE_SHORT';
  return known ?? 'UNEXPLAINED';
}
