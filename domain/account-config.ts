import type { DecimalText } from './decimal.ts';

export type AccountMode = 'observe' | 'live';
export type TradingState = 'active' | 'exit-only' | 'halted';
export type AccountRole = 'master' | 'user';
export type ExchangeName = 'kraken' | 'binance' | 'coinbase' | 'alpaca';

export type Sizing =
  | { readonly kind: 'equity-proportional'; readonly multiplier: DecimalText }
  | { readonly kind: 'fixed-quote'; readonly amountUsd: DecimalText }
  | { readonly kind: 'percent-of-equity'; readonly percent: DecimalText };

/** Null means no limit. */
export interface Limits {
  readonly maxPositionUsd: DecimalText | null;
  readonly maxOrderUsd: DecimalText | null;
  readonly maxRiskPerTradePct: DecimalText | null;
  readonly maxDailyLossUsd: DecimalText | null;
  readonly maxDailyTrades: number | null;
  /** How far a holding may be from what the latest order was to leave, when nobody of us made it so. */
  readonly maxDriftPct: DecimalText | null;
  readonly stopTradingOnLoss: boolean;
}

/** What an account has when its file names no limits. */
export const noLimits: Limits = {
  maxPositionUsd: null,
  maxOrderUsd: null,
  maxRiskPerTradePct: null,
  maxDailyLossUsd: null,
  maxDailyTrades: null,
  maxDriftPct: null,
  stopTradingOnLoss: true,
};

/** One account as its configuration file describes it, credentials apart. */
export interface AccountConfig {
  readonly accountId: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly accountType: 'retail' | 'investor';
  readonly exchange: ExchangeName;
  /** True: it trades at the exchange's place for practice, with play money. */
  readonly sandbox?: boolean;
  readonly enabled: boolean;
  readonly description: string;
  /** `<NAME>` in the names of the credential's environment variables. */
  readonly credentialName: string;
  /** Its own task queue: only a worker started for this account can act for it. */
  readonly taskQueue: string | null;
  readonly sizing: Sizing;
  readonly limits: Limits;
  /** How far an entry's price may be from the master's; null: 30 for BTC and ETH, 50 for others. */
  readonly maxSlippageBps: number | null;
  /** Percent below the entry price at which the position is closed; null: none. */
  readonly stopLossPct: DecimalText | null;
  /** Percent above the entry price at which the position is closed; null: none. */
  readonly takeProfitPct: DecimalText | null;
  /** Percent below the highest price since the entry at which the position is closed; null: none. */
  readonly trailingStopPct: DecimalText | null;
}
