import type { DecimalText } from './decimal.ts';

/** What Lockstep itself bought for one account on one symbol and still owns: from fills alone. */
export interface Position {
  readonly symbol: string;
  readonly ownedQuantity: DecimalText;
  /** Quote units paid for what is owned, fees included. */
  readonly costBasis: DecimalText;
  /** Quote units, fees included, since the account began. */
  readonly realizedProfit: DecimalText;
}
