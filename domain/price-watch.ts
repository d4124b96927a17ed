import type { DecimalText } from './decimal.ts';
import type { Position } from './position.ts';

/** Which prices one account, or all accounts together, must hear of. */
export interface PriceWatch {
  readonly stops: readonly StopWatch[];
  /** Null: no loss limit. */
  readonly loss: LossWatch | null;
  /** No price came for long: the first that comes is news. */
  readonly isBlind: boolean;
}

export interface StopWatch {
  readonly symbol: string;
  /** At or below this price the position is closed; null: no stop-loss. */
  readonly below: DecimalText | null;
  /** At or above this price the position is closed; null: no take-profit. */
  readonly above: DecimalText | null;
  readonly trailing: { readonly percent: DecimalText; readonly high: DecimalText } | null;
}

export interface LossWatch {
  readonly positions: Readonly<Record<string, Position>>;
  /** Total profit in USD, realized and unrealized, at or below which the loss limit is reached. */
  readonly floorUsd: DecimalText;
}

/** Why a watch ended. The prices are of every symbol watched, as far as known. */
export interface PriceNews {
  /** `reached`: a stop or the loss limit. `high`: a trailing stop moved up. `priced`: prices come again. */
  readonly kind: 'reached' | 'high' | 'priced' | 'blind';
  readonly prices: Readonly<Record<string, DecimalText>>;
  readonly atMs: number;
}
