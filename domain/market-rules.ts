import type { DecimalText } from './decimal.ts';

/** What an exchange demands of an order on one symbol. */
export interface MarketRules {
  /** Common spelling, `BASE/QUOTE`, such as `BTC/USD`. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** False when the exchange takes no new orders here. */
  readonly active: boolean;
  /** Quantities are multiples of this, in base units. */
  readonly quantityStep: DecimalText;
  /** Prices are multiples of this, in quote units. */
  readonly priceTick: DecimalText;
  /** Smallest order, in base units. */
  readonly minimumQuantity: DecimalText;
  /** Smallest order, in quote units. */
  readonly minimumCost: DecimalText;
  /** Share of the cost taken as fee, such as `"0.004"`. */
  readonly takerFeeRate: DecimalText;
}

/** `BTC` of `BTC/USD`. */
export const baseOf = (symbol: string): string => symbol.split('/')[0] ?? '';
