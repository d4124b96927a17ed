import { ceilToStep, isPositive, plus, smaller, times } from '../../domain/decimal.ts';
import type { DecimalText } from '../../domain/decimal.ts';
import type { Side } from '../../domain/trade-intent.ts';

/** The first fee tier for takers: nobody pays more. */
export const alpacaTakerFeeRate = '0.0025';

export interface AlpacaFilled {
  readonly side: Side;
  readonly quantity: DecimalText;
  readonly cost: DecimalText;
  /** Null: which assets were exchanged is not known. */
  readonly assets: { readonly base: string; readonly quote: string } | null;
}

export interface AlpacaFee {
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
}

/** The smallest part of a coin that an account holds. */
const coinStep = '0.000000001';
/** Each fill's fee is rounded up by itself, and an order doesn't tell its fills: room for thirty of them. */
const roundingOfManyFills = '0.000000029';

/**
 * Alpaca tells no fee with an order or a fill; it is taken from what is received. This is the most that it can be,
 * so that a ledger believes to own what the exchange holds or a few billionths of a coin less, never more.
 */
export const feeOfFill = (filled: AlpacaFilled): AlpacaFee => fee(filled, '0');

/** As {@link feeOfFill}, of all of an order's fills so far. */
export const feeOfOrder = (filled: AlpacaFilled): AlpacaFee => fee(filled, roundingOfManyFills);

function fee({ side, quantity, cost, assets }: AlpacaFilled, margin: DecimalText): AlpacaFee {
  if (assets === null || !isPositive(quantity)) return { feeAsset: null, feeAmount: '0' };
  if (side === 'sell') return { feeAsset: assets.quote, feeAmount: times(cost, alpacaTakerFeeRate) };
  const most = plus(ceilToStep(times(quantity, alpacaTakerFeeRate), coinStep), margin);
  return { feeAsset: assets.base, feeAmount: smaller(most, quantity) };
}
