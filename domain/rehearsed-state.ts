import type { AccountSnapshot, AssetBalance } from './account-snapshot.ts';
import type { AccountState, Rehearsal } from './account-state.ts';
import { isZero, larger, plus, times, type DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import { emptyPosition, withFill, type FillDelta } from './position.ts';
import { usdPerQuote } from './profit.ts';

/**
 * The account as if its observed orders had been sent: what an observing account decides by. In live, and before the
 * first observed order, it is the account itself.
 */
export function asRehearsed(state: AccountState): AccountState {
  const { rehearsal } = state;
  if (rehearsal === null || state.mode !== 'observe') return state;
  const { positions, day } = rehearsal;
  return { ...state, positions, day, snapshot: movedSnapshot(state.snapshot, rehearsal) };
}

/** The holdings that {@link asRehearsed} decides by. */
export const heldPositions = ({ rehearsal, mode, positions }: AccountState): AccountState['positions'] =>
  rehearsal === null || mode !== 'observe' ? positions : rehearsal.positions;

function movedSnapshot(snapshot: AccountSnapshot | null, rehearsal: Rehearsal): AccountSnapshot | null {
  if (snapshot === null) return null;
  const { moves } = rehearsal;
  const assets = new Set([...snapshot.balances.map(({ asset }) => asset), ...Object.keys(moves)]);
  const balances = [...assets].map((asset): AssetBalance => {
    const known = snapshot.balances.find((balance) => balance.asset === asset) ?? { asset, total: '0', free: '0' };
    const move = moves[asset] ?? '0';
    return { asset, total: larger('0', plus(known.total, move)), free: larger('0', plus(known.free, move)) };
  });
  return { ...snapshot, balances, equityUsd: movedEquity(snapshot, rehearsal) };
}

/** Null when a moved asset has no price. */
function movedEquity({ equityUsd, prices }: AccountSnapshot, { moves, positions }: Rehearsal): DecimalText | null {
  let equity = equityUsd;
  for (const [asset, move] of Object.entries(moves)) {
    if (isZero(move)) continue;
    const price = priceOf(asset, prices, positions);
    equity = equity === null || price === null ? null : plus(equity, times(move, price));
  }
  return equity;
}

/** In USD; what is held on paper alone may have a price only on the market where it was bought. */
function priceOf(
  asset: string,
  prices: AccountSnapshot['prices'],
  positions: Rehearsal['positions'],
): DecimalText | null {
  const direct = usdPerQuote(asset, prices);
  if (direct !== null) return direct;
  for (const symbol of Object.keys(positions)) {
    const [base, quote = ''] = symbol.split('/');
    const [price, usd] = [prices[symbol], usdPerQuote(quote, prices)];
    if (base === asset && price !== undefined && usd !== null) return times(price, usd);
  }
  return null;
}

/** What an observed order would have filled: all of it, at its reference price; null when nothing would have been sent. */
export function rehearsedFill(record: DecisionRecord): FillDelta | null {
  const { plan, averagePrice, side, outcome, mode, basis } = record;
  if (mode !== 'observe' || outcome !== 'observed' || plan === null || averagePrice === null) return null;
  const cost = times(plan.quantity, averagePrice);
  const feeInQuote = times(cost, basis.marketRules?.takerFeeRate ?? '0');
  return { side, quantity: plan.quantity, cost, feeInBase: '0', feeInQuote };
}

/** The rehearsal after one more observed order: filled whole at its reference price, with the market's fee. */
export function withObserved(state: AccountState, record: DecisionRecord): AccountState {
  const fill = rehearsedFill(record);
  if (state.mode !== 'observe' || fill === null) return state;
  const { symbol } = record;
  const { side, quantity, cost, feeInQuote } = fill;
  const before = state.rehearsal ?? begun(state, record.decidedAtMs);
  const [base = '', quoteName = ''] = symbol.split('/');
  const quote = record.basis.marketRules?.quote ?? quoteName;
  const isBuy = side === 'buy';
  const moves = {
    ...before.moves,
    [base]: plus(before.moves[base] ?? '0', isBuy ? quantity : `-${quantity}`),
    [quote]: plus(before.moves[quote] ?? '0', plus(isBuy ? `-${cost}` : cost, `-${feeInQuote}`)),
  };
  const position = withFill(before.positions[symbol] ?? emptyPosition(symbol), fill);
  const trades = before.day.trades + (record.kind === 'entry' ? 1 : 0);
  return {
    ...state,
    rehearsal: {
      ...before,
      positions: { ...before.positions, [symbol]: position },
      moves,
      day: { ...before.day, trades },
    },
  };
}

/** A rehearsal begins with what the account really owns. */
const begun = (state: AccountState, nowMs: number): Rehearsal => ({
  sinceMs: nowMs,
  positions: state.positions,
  moves: {},
  day: state.day,
});
