import type { AccountState } from './account-state.ts';
import { dividedBy, isPositive, plus, smaller, times, type DecimalText } from './decimal.ts';
import type { MasterFillReport } from './master-state.ts';
import type { TradeReport } from './order.ts';
import { emptyPosition, withFill } from './position.ts';
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
  for (const group of byOrder(trades.filter((trade) => isCopied(before, trade)))) {
    const fill = fillOf(state, group);
    if (fill === null) continue;
    fills.push(fill);
    state = withLedger(state, group);
  }
  return { state, fills };
}

/** An order that lists no id at all may be one of ours, told badly: only a listed order that is not ours counts. */
const isCopied = (state: AccountState, trade: ForeignTrade): boolean =>
  trade.isOrderForeign && trade.atMs >= state.ledgerFromMs && isPositive(trade.quantity) && trade.symbol.includes('/');

function byOrder(trades: readonly TradeReport[]): readonly (readonly TradeReport[])[] {
  const groups = new Map<string, TradeReport[]>();
  const oldestFirst = [...trades].sort((one, other) => one.atMs - other.atMs);
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
  if (side === 'sell' && !isPositive(ownedBefore)) return null;
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

function withLedger(state: AccountState, group: readonly TradeReport[]): AccountState {
  let { positions } = state;
  for (const { symbol, side, quantity, cost, feeAsset, feeAmount } of group) {
    const [base, quote] = symbol.split('/');
    const position = positions[symbol] ?? emptyPosition(symbol);
    // Of a sale only the part that the ledger owns is its business.
    const share = side === 'buy' ? '1' : smaller('1', dividedBy(position.ownedQuantity, quantity));
    const part = (amount: DecimalText): DecimalText => times(amount, share);
    const next = withFill(position, {
      side,
      quantity: side === 'buy' ? quantity : smaller(quantity, position.ownedQuantity),
      cost: part(cost),
      feeInBase: feeAsset === base && side === 'buy' ? feeAmount : '0',
      feeInQuote: feeAsset === quote ? part(feeAmount) : '0',
    });
    positions = { ...positions, [symbol]: next };
  }
  return { ...state, positions };
}

const sum = (amounts: readonly DecimalText[]): DecimalText => amounts.reduce(plus, '0');
