import type { KeyPermissions, AssetBalance } from './account-snapshot.ts';
import type { AccountMode, AccountRole, ExchangeName, TradingState } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
import type { Side } from './trade-intent.ts';

export type Connection = 'connected' | 'not-connected' | 'credentials-missing';

export interface PositionStatus {
  readonly symbol: string;
  readonly ownedQuantity: DecimalText;
  /** Quote units per base unit, fees included. */
  readonly averagePrice: DecimalText;
  /** Quote units paid for what is owned, fees included. */
  readonly costBasis: DecimalText;
  /** Quote units at the latest price, less the cost; null without a price. */
  readonly unrealizedProfit: DecimalText | null;
  /** Too little to sell: kept, and sold with the next purchase. */
  readonly isDust: boolean;
}

/** What the account would hold if its observed orders had been sent. */
export interface RehearsalStatus {
  readonly positions: readonly PositionStatus[];
  /** Realized and unrealized, estimated fees included; null without a price. */
  readonly profitUsd: DecimalText | null;
}

export interface NeedsReview {
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: DecimalText;
  /** When the order became unclear, epoch milliseconds. */
  readonly since: number;
}

/** How far what is owned is from what the latest order on the symbol was to leave. */
export interface Drift {
  readonly symbol: string;
  /** Base units. */
  readonly target: DecimalText;
  readonly actual: DecimalText;
  /** |actual - target| / target, 4 decimals; 1 for a target of nothing. */
  readonly ratio: DecimalText;
  /** A code, such as `PARTIAL_FILL` or `EXTERNAL_REDUCTION`. */
  readonly cause: string;
}

/** What an account tells of itself. */
export interface AccountStatus {
  readonly accountId: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly exchange: ExchangeName;
  /** True for an account at the exchange's place for practice: its money is not real. */
  readonly sandbox: boolean;
  readonly mode: AccountMode;
  /** What holds: the stricter of the account's own and the one for all accounts. */
  readonly tradingState: TradingState;
  readonly ownTradingState: TradingState;
  readonly connection: Connection;
  readonly reason: string | null;
  readonly statusWord: string;
  readonly equityUsd: DecimalText | null;
  /** When its exchange told what it holds; null: never. */
  readonly equityAtMs: number | null;
  readonly quoteFree: DecimalText | null;
  readonly signalsObserved: number;
  readonly tradesCopied: number;
  readonly positions: readonly PositionStatus[];
  /** Null in live, and before the first observed order. */
  readonly rehearsal: RehearsalStatus | null;
  readonly openOrders: number;
  readonly needsReview: readonly NeedsReview[];
  /** Only symbols that drift. */
  readonly drift: readonly Drift[];
  readonly pnlTodayUsd: DecimalText | null;
  /** Realized and unrealized since the account began, fees included, in USD; null without a price. */
  readonly profitUsd: DecimalText | null;
  readonly permissions: KeyPermissions | null;
  /** A person lets it go live with a key that can withdraw. */
  readonly allowsWithdrawal: boolean;
  /** Intents and orders accepted and not yet decided. */
  readonly queued: number;
}

export interface AccountAudit {
  readonly accountId: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly exchange: ExchangeName;
  readonly sandbox: boolean;
  readonly enabled: boolean;
  readonly mode: AccountMode;
  readonly tradingState: TradingState;
  readonly connection: Connection;
  readonly reason: string | null;
  readonly equityUsd: DecimalText | null;
  readonly balances: readonly AssetBalance[];
  readonly permissions: KeyPermissions | null;
  /** A person lets it go live with a key that can withdraw. */
  readonly allowsWithdrawal: boolean;
}

export function statusWordOf(status: Pick<AccountStatus, 'connection' | 'mode' | 'tradingState'>): string {
  if (status.connection === 'credentials-missing') return 'NOT TRADING (credentials not set)';
  if (status.connection === 'not-connected') return 'NOT CONNECTED';
  if (status.tradingState === 'halted') return 'HALTED';
  if (status.tradingState === 'exit-only') return 'EXIT-ONLY';
  return status.mode === 'live' ? 'TRADING' : 'OBSERVING';
}
