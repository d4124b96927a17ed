import { dividedBy, isPositive, isZero, larger, minus, plus, rounded, times, type DecimalText } from './decimal.ts';
import type { Side } from './trade-intent.ts';

/** What Lockstep itself bought for one account on one symbol and still owns: from fills alone. */
export interface Position {
  readonly symbol: string;
  readonly ownedQuantity: DecimalText;
  /** Quote units paid for what is owned, fees included. */
  readonly costBasis: DecimalText;
  /** Quote units, fees included, since the account began. */
  readonly realizedProfit: DecimalText;
  /** Base units taken as fees since the account began; they are part of the prices above. */
  readonly feesInBase: DecimalText;
  /** Quote units taken as fees since the account began; they are part of the prices above. */
  readonly feesInQuote: DecimalText;
}

/** A part of an order that the ledger does not hold yet. */
export interface FillDelta {
  readonly side: Side;
  readonly quantity: DecimalText;
  /** Quote units without fees. */
  readonly cost: DecimalText;
  readonly feeInBase: DecimalText;
  readonly feeInQuote: DecimalText;
}

export const emptyPosition = (symbol: string): Position => ({
  symbol,
  ownedQuantity: '0',
  costBasis: '0',
  realizedProfit: '0',
  feesInBase: '0',
  feesInQuote: '0',
});

/** Average cost: a sale takes its share of the cost basis; the rest of the proceeds is profit. */
export function withFill(position: Position, fill: FillDelta): Position {
  const fees = {
    feesInBase: plus(position.feesInBase, fill.feeInBase),
    feesInQuote: plus(position.feesInQuote, fill.feeInQuote),
  };
  if (fill.side === 'buy') {
    return {
      ...position,
      ...fees,
      ownedQuantity: plus(position.ownedQuantity, minus(fill.quantity, fill.feeInBase)),
      costBasis: plus(position.costBasis, plus(fill.cost, fill.feeInQuote)),
    };
  }
  const gone = plus(fill.quantity, fill.feeInBase);
  const left = larger('0', minus(position.ownedQuantity, gone));
  const costLeft = costOf(position, left);
  const proceeds = minus(fill.cost, fill.feeInQuote);
  const profit = minus(proceeds, minus(position.costBasis, costLeft));
  return {
    ...position,
    ...fees,
    ownedQuantity: left,
    costBasis: costLeft,
    realizedProfit: plus(position.realizedProfit, profit),
  };
}

/** Far below what any exchange counts in; kept whole, each sale in part would add thirty digits to the ledger. */
const costDecimals = 24;

/** The share of the cost that belongs to this much of what is owned. */
export const costOf = ({ costBasis, ownedQuantity }: Position, quantity: DecimalText): DecimalText =>
  isZero(quantity) ? '0' : rounded(times(costBasis, dividedBy(quantity, ownedQuantity)), costDecimals);

export const averagePriceOf = (position: Position): DecimalText =>
  isPositive(position.ownedQuantity) ? dividedBy(position.costBasis, position.ownedQuantity) : '0';

/** Realized plus unrealized profit in quote units; null when something is owned and its price is unknown. */
export function profitOf(position: Position, price: DecimalText | undefined): DecimalText | null {
  if (isZero(position.ownedQuantity)) return position.realizedProfit;
  if (price === undefined) return null;
  return plus(position.realizedProfit, minus(times(position.ownedQuantity, price), position.costBasis));
}
