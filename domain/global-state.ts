import type { TradingState } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
import type { Standing } from './standing.ts';

/** What all accounts may do together; null means no limit. Accounts for practice don't count. */
export interface GlobalLimits {
  /** Value of everything that Lockstep owns for all accounts. */
  readonly maxExposureUsd: DecimalText | null;
  /** Signed like an account's own: realized and unrealized, since midnight UTC. */
  readonly maxDailyLossUsd: DecimalText | null;
}

/** Everything the global workflow remembers. */
export interface GlobalState {
  readonly tradingState: TradingState;
  /** Null when a person set the state. */
  readonly reason: string | null;
  readonly limits: GlobalLimits;
  readonly accountIds: readonly string[];
  readonly standings: Readonly<Record<string, Standing>>;
}

export interface GlobalStatus {
  readonly tradingState: TradingState;
  readonly reason: string | null;
  readonly limits: GlobalLimits;
  readonly accounts: number;
  /** Of live accounts, at the prices of the latest look; null while no limit asks for it. */
  readonly exposureUsd: DecimalText | null;
  readonly profitTodayUsd: DecimalText | null;
}
