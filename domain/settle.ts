import type { AccountSnapshot } from './account-snapshot.ts';
import type { AccountState, AppliedFill, OpenOrder } from './account-state.ts';
import { isPositive, isZero, minus, plus, type DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { OrderReport } from './order.ts';
import { emptyPosition, withFill, type FillDelta } from './position.ts';

/** Latest decisions kept in the state for queries; the journal has them all. */
const decisionsKept = 20;

/** Applies a cumulative report to the ledger: what is applied already is not applied again. */
export function applyReport(
  state: AccountState,
  order: OpenOrder,
  report: OrderReport,
): { state: AccountState; order: OpenOrder } {
  const { symbol, side, kind, origin } = order.record;
  const [base = '', quoteName = ''] = symbol.split('/');
  const quote = state.markets[symbol]?.quote ?? quoteName;
  const applied: AppliedFill = { quantity: report.filledQuantity, cost: report.cost, fee: report.feeAmount };
  const fee = minus(applied.fee, order.applied.fee);
  const delta: FillDelta = {
    side,
    quantity: minus(applied.quantity, order.applied.quantity),
    cost: minus(applied.cost, order.applied.cost),
    feeInBase: report.feeAsset === base ? fee : '0',
    feeInQuote: report.feeAsset === quote ? fee : '0',
  };
  const settled = { ...order, applied };
  if (!isPositive(delta.quantity) && isZero(fee)) return { state, order: settled };

  const isFirst = isZero(order.applied.quantity) && isPositive(delta.quantity);
  const position = withFill(state.positions[symbol] ?? emptyPosition(symbol), delta);
  return {
    order: settled,
    state: {
      ...state,
      positions: { ...state.positions, [symbol]: position },
      targets: withoutFee(state.targets, symbol, delta.feeInBase),
      snapshot: snapshotAfter(state.snapshot, delta, base, quote, order.sinceMs),
      day: { ...state.day, trades: state.day.trades + (isFirst && kind === 'entry' ? 1 : 0) },
      tradesCopied: state.tradesCopied + (isFirst && origin === 'master' ? 1 : 0),
    },
  };
}

/** A fee taken in the coin was never to be owned. */
function withoutFee(targets: AccountState['targets'], symbol: string, feeInBase: DecimalText): AccountState['targets'] {
  const target = targets[symbol];
  if (target === undefined || isZero(feeInBase)) return targets;
  return { ...targets, [symbol]: { ...target, quantity: minus(target.quantity, feeInBase) } };
}

/** The balance moves with the fill; one read after the send may hold it already, so it counts as too old. */
function snapshotAfter(
  snapshot: AccountSnapshot | null,
  delta: FillDelta,
  base: string,
  quote: string,
  sentAtMs: number,
): AccountSnapshot | null {
  if (snapshot === null) return null;
  if (snapshot.atMs >= sentAtMs) return { ...snapshot, atMs: 0 };
  const sign = delta.side === 'buy' ? '' : '-';
  const baseMove = minus(signed(sign, delta.quantity), delta.feeInBase);
  const quoteMove = minus(signed(sign === '' ? '-' : '', delta.cost), delta.feeInQuote);
  return { ...snapshot, balances: moved(moved(snapshot.balances, base, baseMove), quote, quoteMove) };
}

const signed = (sign: string, amount: DecimalText): DecimalText => (sign === '-' ? minus('0', amount) : amount);

function moved(balances: AccountSnapshot['balances'], asset: string, move: DecimalText): AccountSnapshot['balances'] {
  const known = balances.find((balance) => balance.asset === asset) ?? { asset, total: '0', free: '0' };
  const next = { asset, total: plus(known.total, move), free: plus(known.free, move) };
  return [...balances.filter((balance) => balance.asset !== asset), next];
}

/** Keeps a record for queries; a later revision takes the place of an earlier one. */
export function withDecision(state: AccountState, record: DecisionRecord): AccountState {
  const others = state.decisions.filter((known) => known.intentId !== record.intentId || known.leg !== record.leg);
  return { ...state, decisions: [...others, record].slice(-decisionsKept) };
}

/** Keeps a record until the journal has it. */
export function withUnwritten(state: AccountState, record: DecisionRecord): AccountState {
  const others = state.unwritten.filter((known) => known.intentId !== record.intentId || known.leg !== record.leg);
  return { ...state, unwritten: [...others, record] };
}
