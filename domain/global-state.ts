import type { TradingState } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
import type { GlobalOrder } from './global-order.ts';
import type { Standing } from './standing.ts';

/** What all accounts may do together; null means no limit. Accounts for practice don't count. */
export interface GlobalLimits {
  /** Value of everything that Lockstep owns for all accounts. */
  readonly maxExposureUsd: DecimalText | null;
  /** Signed like an account's own: realized and unrealized, since midnight UTC. */
  readonly maxDailyLossUsd: DecimalText | null;
}

export const noGlobalLimits: GlobalLimits = { maxExposureUsd: null, maxDailyLossUsd: null };

/** By exchange, then symbol. */
export type PricesByExchange = Readonly<Record<string, Readonly<Record<string, DecimalText>>>>;

/** Everything the global workflow remembers. */
export interface GlobalState {
  readonly tradingState: TradingState;
  /** Null when a person set the state. */
  readonly reason: string | null;
  readonly limits: GlobalLimits;
  readonly accountIds: readonly string[];
  readonly standings: Readonly<Record<string, Standing>>;
  /** Each account's part of the limit on exposure, in USD, as last computed. */
  readonly shares: Readonly<Record<string, DecimalText>>;
  /** What each account was told last; none: it is still to be told. */
  readonly told: Readonly<Record<string, GlobalOrder>>;
  /** Accounts that could not be told, as they don't run. */
  readonly absent: readonly string[];
  /** The latest that were heard of. */
  readonly prices: PricesByExchange;
  /** The day's loss that a person has gone on with: as much as the limit again may be lost from there. */
  readonly accepted: AcceptedLoss | null;
}

export interface AcceptedLoss {
  /** `2026-01-31`, UTC. */
  readonly date: string;
  readonly profitUsd: DecimalText;
}

export interface GlobalStatus {
  readonly tradingState: TradingState;
  readonly reason: string | null;
  readonly limits: GlobalLimits;
  readonly accounts: number;
  /** At the prices of the latest look; null while no limit asks for it. */
  readonly exposureUsd: DecimalText | null;
  /** Of live accounts, at the prices of the latest look; null while no limit asks for it. */
  readonly profitTodayUsd: DecimalText | null;
}
