import type { DecimalText } from '../../domain/decimal.ts';
import { isMore, plus } from '../../domain/decimal.ts';
import type { TradeReport } from '../../domain/order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Market } from '../venue.ts';
import { exchangeIdOf, wholeNumber } from './binance-ids.ts';

/** One execution, as `myTrades` lists it. */
export interface Fill {
  readonly number: bigint;
  readonly orderNumber: bigint;
  readonly side: Side;
  readonly quantity: DecimalText;
  readonly cost: DecimalText;
  readonly feeAsset: string;
  readonly feeAmount: DecimalText;
  readonly atMs: number;
}

/** Null: a field is missing or unreadable. */
export function readFill(row: Json): Fill | null {
  const number = wholeNumber(field(row, 'id'));
  const orderNumber = wholeNumber(field(row, 'orderId'));
  const quantity = decimalOf(field(row, 'qty'));
  const cost = decimalOf(field(row, 'quoteQty'));
  const feeAmount = decimalOf(field(row, 'commission'));
  const feeAsset = textOf(field(row, 'commissionAsset'));
  const at = wholeNumber(field(row, 'time'));
  const isBuyer = field(row, 'isBuyer');
  if (number === null || orderNumber === null || at === null || typeof isBuyer !== 'boolean') return null;
  if (quantity === null || cost === null || feeAmount === null || feeAsset === null) return null;
  const side = isBuyer ? 'buy' : 'sell';
  return { number, orderNumber, side, quantity, cost, feeAsset, feeAmount, atMs: Number(at) };
}

export const tradeReport = (fill: Fill, market: Market): TradeReport => ({
  tradeId: exchangeIdOf(market, fill.number),
  exchangeOrderId: exchangeIdOf(market, fill.orderNumber),
  symbol: market.symbol,
  side: fill.side,
  quantity: fill.quantity,
  cost: fill.cost,
  feeAsset: fill.feeAsset,
  feeAmount: fill.feeAmount,
  atMs: fill.atMs,
});

/** The oldest fills that together are exactly this much: an order may have filled on since. Null: they don't add up. */
export function fillsUpTo(filledQuantity: DecimalText, fills: readonly Fill[]): readonly Fill[] | null {
  const counted: Fill[] = [];
  let sum = '0';
  for (const fill of [...fills].sort((a, b) => (a.number < b.number ? -1 : 1))) {
    if (!isMore(filledQuantity, sum)) break;
    counted.push(fill);
    sum = plus(sum, fill.quantity);
  }
  return sum === filledQuantity ? counted : null;
}

/** An order has one fee here: what was taken in base if anything was, else in quote, else in the first other asset. */
export function feeOf(fills: readonly Fill[], market: Market): { asset: string | null; amount: DecimalText } {
  const charged = [market.base, market.quote].find((asset) => fills.some((fill) => fill.feeAsset === asset));
  const asset = charged ?? fills[0]?.feeAsset ?? null;
  const amounts = fills.filter((fill) => fill.feeAsset === asset).map(({ feeAmount }) => feeAmount);
  return { asset, amount: amounts.reduce(plus, '0') };
}
