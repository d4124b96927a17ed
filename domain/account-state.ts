import type { AccountSnapshot, KeyPermissions } from './account-snapshot.ts';
import type { AccountConfig, AccountMode, TradingState } from './account-config.ts';
import type { Connection } from './account-status.ts';
import type { DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { MarketRules } from './market-rules.ts';
import type { OrderReport } from './order.ts';
import type { OwnOrderRequest } from './own-order.ts';
import type { Position } from './position.ts';
import type { TradeIntent } from './trade-intent.ts';

/** Everything one account remembers: carried whole over every continue-as-new. */
export interface AccountState {
  readonly config: AccountConfig;
  readonly mode: AccountMode;
  readonly tradingState: TradingState;
  readonly connection: Connection;
  readonly reason: string | null;
  /** False until the exchange has once answered since the start: nothing trades before that. */
  readonly reconciled: boolean;
  readonly nextReadAtMs: number;
  readonly failedReads: number;

  readonly snapshot: AccountSnapshot | null;
  readonly permissions: KeyPermissions | null;
  /** Rules of the symbols traded so far; null: the exchange has no such market. */
  readonly markets: Readonly<Record<string, MarketRules | null>>;
  readonly positions: Readonly<Record<string, Position>>;
  readonly openOrders: readonly OpenOrder[];
  readonly lastNonce: string;

  readonly seen: SeenIntents;
  readonly inbox: readonly QueuedTrade[];
  readonly day: TradingDay;
  readonly signalsObserved: number;
  readonly tradesCopied: number;
  /** Latest decisions, newest last. */
  readonly decisions: readonly DecisionRecord[];
  /** Records the journal has not taken yet. */
  readonly unwritten: readonly DecisionRecord[];
}

export type QueuedTrade =
  | { readonly from: 'master'; readonly intent: TradeIntent }
  | { readonly from: 'own'; readonly request: OwnOrderRequest; readonly replyToMaster: boolean; readonly leg: string };

/** An order that was, or may have been, sent and is not settled. */
export interface OpenOrder {
  readonly record: DecisionRecord;
  readonly replyToMaster: boolean;
  readonly state: 'accepted' | 'unknown' | 'waiting' | 'needs-review';
  readonly applied: AppliedFill;
  readonly sinceMs: number;
  /** After this instant the exchange can't take a late request any more. */
  readonly fenceAtMs: number;
  readonly nextLookAtMs: number;
  readonly sends: number;
  /** No resend of an entry after this instant; null for exits. */
  readonly resendBeforeMs: number | null;
  readonly lastReport: OrderReport | null;
}

/** What the ledger already holds of one order: reports are cumulative. */
export interface AppliedFill {
  readonly quantity: DecimalText;
  readonly cost: DecimalText;
  readonly fee: DecimalText;
}

/** Duplicates are dropped by sequence within an epoch, and by id. */
export interface SeenIntents {
  readonly epochMs: number;
  readonly highestSequence: number;
  readonly recentSequences: readonly number[];
  readonly recentIds: readonly string[];
}

/** What limits count, from midnight UTC. */
export interface TradingDay {
  /** `2026-01-31` */
  readonly date: string;
  readonly trades: number;
  /** Realized plus unrealized profit of what is owned when the day began, in USD; null until a price was known. */
  readonly profitAtStartUsd: DecimalText | null;
}
