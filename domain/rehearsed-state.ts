import type { AccountSnapshot, AssetBalance } from './account-snapshot.ts';
import type { AccountState, Rehearsal } from './account-state.ts';
import { larger, plus, times, type DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import { emptyPosition, withFill, type FillDelta } from './position.ts';

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

function movedSnapshot(snapshot: AccountSnapshot | null, { moves }: Rehearsal): AccountSnapshot | null {
  if (snapshot === null) return null;
  const assets = new Set([...snapshot.balances.map(({ asset }) => asset), ...Object.keys(moves)]);
  const balances = [...assets].map((asset): AssetBalance => {
    const known = snapshot.balances.find((balance) => balance.asset === asset) ?? { asset, total: '0', free: '0' };
    const move = moves[asset] ?? '0';
    return { asset, total: larger('0', plus(known.total, move)), free: larger('0', plus(known.free, move)) };
  });
  return { ...snapshot, balances, equityUsd: movedEquity(snapshot, moves) };
}

/** Null when a moved asset has no price. */
function movedEquity(snapshot: AccountSnapshot, moves: Rehearsal['moves']): DecimalText | null {
  let equity = snapshot.equityUsd;
  for (const [asset, move] of Object.entries(moves)) {
    const price = asset === 'USD' ? '1' : snapshot.prices[`${asset}/USD`];
    equity = equity === null || price === undefined ? null : plus(equity, times(move, price));
  }
  return equity;
}

/** The rehearsal after one more observed order: filled whole at its reference price, with the market's fee. */
export function withObserved(state: AccountState, record: DecisionRecord): AccountState {
  const { plan, averagePrice, symbol, side } = record;
  if (state.mode !== 'observe' || record.outcome !== 'observed' || plan === null || averagePrice === null) return state;
  const before = state.rehearsal ?? begun(state, record.decidedAtMs);
  const cost = times(plan.quantity, averagePrice);
  const feeInQuote = times(cost, record.basis.marketRules?.takerFeeRate ?? '0');
  const fill: FillDelta = { side, quantity: plan.quantity, cost, feeInBase: '0', feeInQuote };
  const [base = '', quoteName = ''] = symbol.split('/');
  const quote = record.basis.marketRules?.quote ?? quoteName;
  const isBuy = side === 'buy';
  const moves = {
    ...before.moves,
    [base]: plus(before.moves[base] ?? '0', isBuy ? plan.quantity : `-${plan.quantity}`),
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
