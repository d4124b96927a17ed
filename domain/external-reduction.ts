import type { AccountState } from './account-state.ts';
import type { AccountSnapshot } from './account-snapshot.ts';
import { withEvents } from './account-events.ts';
import { isMore, isPositive, minus, plus, smaller, type DecimalText } from './decimal.ts';
import { withDriftCause } from './drift.ts';
import { baseOf } from './market-rules.ts';
import { costOf, type Position } from './position.ts';

/** Nothing younger is acted on: the exchange's balances and fills need not agree at once. */
const settleMs = 5_000;

/**
 * Holds what is owned against a fresh balance. Less at the exchange than owned, seen twice and
 * {@link settleMs} apart with nothing under way, is a person's sale or withdrawal: the ledger is
 * reduced to the balance, so that an exit sells what is there.
 */
export function withReductions(state: AccountState, snapshot: AccountSnapshot, nowMs: number): AccountState {
  const owned = Object.values(state.positions).filter((position) => isPositive(position.ownedQuantity));
  const bases = [...new Set(owned.map(({ symbol }) => baseOf(symbol)))];
  let next: AccountState = { ...state, shortfalls: {} };
  for (const base of bases) {
    const positions = owned.filter(({ symbol }) => baseOf(symbol) === base);
    const balance = balanceOf(snapshot, base);
    const missing = minus(positions.map(({ ownedQuantity }) => ownedQuantity).reduce(plus, '0'), balance);
    if (!isMore(missing, stepOf(state, positions))) continue;
    const firstSeenMs = state.shortfalls[base] ?? snapshot.atMs;
    if (isBusy(state, base, snapshot.atMs) || snapshot.atMs - firstSeenMs < settleMs) {
      next = {
        ...next,
        shortfalls: { ...next.shortfalls, [base]: firstSeenMs },
        nextReadAtMs: Math.min(next.nextReadAtMs, nowMs + settleMs + 500),
      };
    } else {
      next = reduced(next, positions, missing, balance, snapshot.atMs, nowMs);
    }
  }
  return next;
}

function reduced(
  state: AccountState,
  positions: readonly Position[],
  missing: DecimalText,
  balance: DecimalText,
  seenAtMs: number,
  nowMs: number,
): AccountState {
  let next = state;
  let left = missing;
  for (const position of positions) {
    const { symbol, ownedQuantity } = position;
    const gone = smaller(left, ownedQuantity);
    if (!isPositive(gone)) continue;
    left = minus(left, gone);
    next = { ...next, positions: { ...next.positions, [symbol]: reducedPosition(position, gone) } };
    const context = `owned=${ownedQuantity} balance=${balance} reduced_by=${gone}`;
    next = withEvents(
      next,
      [{ code: 'EXTERNAL_REDUCTION', symbol, key: String(seenAtMs), context, reducedBy: gone }],
      nowMs,
    );
    const target = state.targets[symbol] ?? { quantity: ownedQuantity, cause: null };
    next = withDriftCause({ ...next, targets: { ...next.targets, [symbol]: target } }, symbol, 'EXTERNAL_REDUCTION');
  }
  return next;
}

/** What it brought is not ours to know: its share of the cost leaves with it, and no profit is booked. */
export function reducedPosition(position: Position, gone: DecimalText): Position {
  const kept = minus(position.ownedQuantity, gone);
  return { ...position, ownedQuantity: kept, costBasis: costOf(position, kept) };
}

/** Coins that the exchange put to work under a name of their own, such as `BTC.F`, are still the account's. */
const balanceOf = (snapshot: AccountSnapshot, base: string): DecimalText =>
  snapshot.balances
    .filter(({ asset }) => asset === base || asset.startsWith(`${base}.`))
    .map(({ total }) => total)
    .reduce(plus, '0');

const isBusy = (state: AccountState, base: string, atMs: number): boolean =>
  state.openOrders.some(({ record }) => baseOf(record.symbol) === base) ||
  state.decisions.some(
    ({ symbol, settledAtMs, filledQuantity }) =>
      baseOf(symbol) === base && isPositive(filledQuantity) && settledAtMs !== null && atMs - settledAtMs < settleMs,
  );

/** Less than one step can't be sold anyway. */
const stepOf = (state: AccountState, positions: readonly Position[]): DecimalText =>
  positions
    .map(({ symbol }) => state.markets[symbol]?.quantityStep ?? '0')
    .reduce((one, other) => (isMore(one, other) ? one : other), '0');
