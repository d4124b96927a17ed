import type { AccountState } from './account-state.ts';
import { dividedBy, isPositive, plus, smaller, times, type DecimalText } from './decimal.ts';
import type { MasterFillReport } from './master-state.ts';
import type { TradeReport } from './order.ts';
import { emptyPosition, withFill, type FillDelta, type Position } from './position.ts';
import type { ForeignTrade } from './reconcile-findings.ts';

export interface WatchedFills {
  readonly state: AccountState;
  readonly fills: readonly MasterFillReport[];
}

/**
 * What a person traded by hand on the master's account, one fill for each order: copied like an order of Lockstep's.
 * The ledger follows, so that a later exit is the right share of it. Coins held since before are sold without a word.
 */
export function withHandMadeFills(before: AccountState, trades: readonly ForeignTrade[]): WatchedFills {
  if (before.config.role !== 'master') return { state: before, fills: [] };
  const fills: MasterFillReport[] = [];
  let state = before;
  for (const group of handMadeOrders(trades.filter((trade) => isCopied(before, trade)))) {
    const fill = fillOf(state, group);
    if (fill === null) continue;
    fills.push(fill);
    state = withLedger(state, group);
  }
  return { state, fills };
}

/** An order that lists no id at all may be one of ours, told badly: only a listed order that is not ours counts. */
const isCopied = (state: AccountState, trade: ForeignTrade): boolean =>
  isOfMasterLedger(trade) && trade.atMs >= state.ledgerFromMs;

export const isOfMasterLedger = ({ isOrderForeign, quantity, symbol }: ForeignTrade): boolean =>
  isOrderForeign && isPositive(quantity) && symbol.includes('/');

/** The trades of one look, order by order as the ledger takes them. */
export function handMadeOrders<T extends TradeReport>(trades: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  const oldestFirst = [...trades].sort((one, other) => one.atMs - other.atMs || (one.tradeId < other.tradeId ? -1 : 1));
  for (const trade of oldestFirst)
    groups.set(trade.exchangeOrderId, [...(groups.get(trade.exchangeOrderId) ?? []), trade]);
  return [...groups.values()];
}

function fillOf(state: AccountState, group: readonly TradeReport[]): MasterFillReport | null {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return null;
  const { symbol, side, exchangeOrderId } = first;
  const ownedBefore = state.positions[symbol]?.ownedQuantity ?? '0';
  if (!isOfPosition(side, state.positions[symbol])) return null;
  const quantity = sum(group.map((trade) => trade.quantity));
  return {
    request: {
      orderId: `hand:${exchangeOrderId}:${first.tradeId}`,
      symbol,
      side,
      size: { kind: 'quantity', quantity },
      requestedAtMs: last.atMs,
    },
    order: {
      clientOrderId: '',
      exchangeOrderId,
      outcome: 'filled',
      code: null,
      context: 'by=hand',
      quantity,
      filledQuantity: quantity,
      averagePrice: dividedBy(sum(group.map(({ cost }) => cost)), quantity),
    },
    simulated: state.mode === 'observe',
    final: true,
    equityBeforeUsd: state.snapshot?.equityUsd ?? null,
    ownedBefore,
    filledAtMs: last.atMs,
  };
}

/** A sale of coins held since before is not the ledger's business. */
export const isOfPosition = (side: TradeReport['side'], position: Position | undefined): boolean =>
  side === 'buy' || isPositive(position?.ownedQuantity ?? '0');

function withLedger(state: AccountState, group: readonly TradeReport[]): AccountState {
  let { positions } = state;
  for (const trade of group) {
    const position = positions[trade.symbol] ?? emptyPosition(trade.symbol);
    positions = { ...positions, [trade.symbol]: withFill(position, handMadeDelta(position, trade)) };
  }
  return { ...state, positions };
}

/** Of a sale only the part that the ledger owns is its business. */
export function handMadeDelta({ ownedQuantity }: Position, trade: TradeReport): FillDelta {
  const { symbol, side, quantity, cost, feeAsset, feeAmount } = trade;
  const [base, quote] = symbol.split('/');
  const share = side === 'buy' ? '1' : smaller('1', dividedBy(ownedQuantity, quantity));
  return {
    side,
    quantity: side === 'buy' ? quantity : smaller(quantity, ownedQuantity),
    cost: times(cost, share),
    feeInBase: feeAsset === base && side === 'buy' ? feeAmount : '0',
    feeInQuote: feeAsset === quote ? times(feeAmount, share) : '0',
  };
}

const sum = (amounts: readonly DecimalText[]): DecimalText => amounts.reduce(plus, '0');
