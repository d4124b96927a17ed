import { isPositive, minus, smaller, type DecimalText } from './decimal.ts';
import type { ExecutedFill, ExecutedOrder } from './executed-order.ts';
import { reducedPosition } from './external-reduction.ts';
import { handMadeDelta, isOfPosition } from './hand-made-fills.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { TradeReport } from './order.ts';
import { emptyPosition, withFill, type FillDelta, type Position } from './position.ts';

/** One part of a trade in the ledger, and what it earned. */
export interface LedgerMove {
  readonly atMs: number;
  readonly symbol: string;
  readonly delta: FillDelta;
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
  /** Quote units; null for a purchase. */
  readonly realizedProfit: DecimalText | null;
  readonly of:
    | { readonly kind: 'order'; readonly order: ExecutedOrder }
    | { readonly kind: 'by-hand'; readonly trade: TradeReport };
}

export interface ToldLedger {
  readonly positions: Readonly<Record<string, Position>>;
  readonly moves: readonly LedgerMove[];
}

/** Tells a ledger again from all that moved it: the account's own arithmetic, so the account's own figures. */
export function toldLedger(entries: readonly LedgerEntry[]): ToldLedger {
  const positions: Record<string, Position> = {};
  const moves: LedgerMove[] = [];
  const positionOf = (symbol: string): Position => positions[symbol] ?? emptyPosition(symbol);
  const take = (
    symbol: string,
    delta: FillDelta,
    move: Omit<LedgerMove, 'symbol' | 'delta' | 'realizedProfit'>,
  ): void => {
    const before = positionOf(symbol);
    const after = withFill(before, delta);
    positions[symbol] = after;
    const profit = delta.side === 'buy' ? null : minus(after.realizedProfit, before.realizedProfit);
    moves.push({ ...move, symbol, delta, realizedProfit: profit });
  };
  for (const entry of entries) {
    switch (entry.kind) {
      case 'fill': {
        const { order, fill } = entry;
        take(order.symbol, fill.delta, { ...feeOf(fill), atMs: entry.atMs, of: { kind: 'order', order } });
        break;
      }
      case 'by-hand': {
        const [first] = entry.trades;
        if (first === undefined || !isOfPosition(first.side, positions[first.symbol])) break;
        for (const trade of entry.trades) {
          const delta = handMadeDelta(positionOf(trade.symbol), trade);
          const feeAmount = isPositive(delta.feeInQuote) ? delta.feeInQuote : trade.feeAmount;
          take(trade.symbol, delta, {
            ...{ atMs: entry.atMs, feeAsset: trade.feeAsset, feeAmount },
            of: { kind: 'by-hand', trade },
          });
        }
        break;
      }
      case 'reduction': {
        const position = positions[entry.symbol];
        if (position !== undefined && isPositive(position.ownedQuantity))
          positions[entry.symbol] = reducedPosition(position, smaller(entry.quantity, position.ownedQuantity));
        break;
      }
    }
  }
  return { positions, moves };
}

const feeOf = ({ feeAsset, feeAmount }: ExecutedFill) => ({ feeAsset, feeAmount });
