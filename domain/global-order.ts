import type { TradingState } from './account-config.ts';
import type { DecimalText } from './decimal.ts';

/** What holds for every account at once, as the global workflow last told this one. */
export interface GlobalOrder {
  readonly tradingState: TradingState;
  /** Such as `GLOBAL_LOSS_REACHED profit_usd=-501 limit=500`; null when a person switched, or nothing is switched. */
  readonly reason: string | null;
  /** This account's part of the exposure that all accounts may have together, in USD; null: no such limit. */
  readonly exposureShareUsd: DecimalText | null;
  /** The global limits need to know what this account holds. */
  readonly wantsStanding: boolean;
}

export const noGlobalOrder: GlobalOrder = {
  tradingState: 'active',
  reason: null,
  exposureShareUsd: null,
  wantsStanding: false,
};
