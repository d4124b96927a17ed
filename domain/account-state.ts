import type { AccountEvent } from './account-event.ts';
import type { AccountSnapshot, KeyPermissions } from './account-snapshot.ts';
import type { AccountConfig, AccountMode, TradingState } from './account-config.ts';
import type { Connection } from './account-status.ts';
import type { DecimalText } from './decimal.ts';
import type { GlobalOrder } from './global-order.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { MarketRules } from './market-rules.ts';
import type { Position } from './position.ts';
import type { Trade } from './trade.ts';

/** Everything one account remembers: carried whole over every continue-as-new. */
export interface AccountState {
  readonly config: AccountConfig;
  readonly mode: AccountMode;
  /** The account's own; what holds is the stricter of this and the {@link GlobalOrder}'s. */
  readonly tradingState: TradingState;
  /** Why the account is in exit-only without a person's doing; null when it is not. */
  readonly automatic: AutomaticState | null;
  /** Signatures of causes that a person has seen and traded on in spite of. */
  readonly acknowledged: readonly string[];
  readonly global: GlobalOrder;
  /** A person lets it go live with a key that can withdraw. */
  readonly allowsWithdrawal: boolean;
  readonly connection: Connection;
  readonly reason: string | null;
  /** False until the exchange has once answered since the start: nothing trades before that. */
  readonly reconciled: boolean;
  readonly nextReadAtMs: number;
  /** In a row. */
  readonly failedReads: number;
  readonly nextFlushAtMs: number;
  /** When the account's first run began: older trades are no business of its ledger. */
  readonly ledgerFromMs: number;
  /** What the exchange lists up to then has been looked through. */
  readonly reconciledToMs: number;
  readonly nextReconcileAtMs: number;

  readonly snapshot: AccountSnapshot | null;
  readonly permissions: KeyPermissions | null;
  /** Rules of the symbols traded so far; null: the exchange has no such market. */
  readonly markets: Readonly<Record<string, MarketRules | null>>;
  readonly positions: Readonly<Record<string, Position>>;
  readonly openOrders: readonly OpenOrder[];
  /** Orders that ended with less than they were to fill: kept until a reconcile well after their end. */
  readonly endedOrders: readonly EndedOrder[];
  /** What the latest order on a symbol was to leave owned. */
  readonly targets: Readonly<Record<string, Target>>;
  /** Assets of which the exchange holds less than the ledger owns, and when that was seen first. */
  readonly shortfalls: Readonly<Record<string, number>>;
  /** Exchange ids of foreign trades and open orders that are recorded already. */
  readonly foreignIds: readonly string[];
  readonly lastNonce: string;
  /** What an observing account would hold by now; null before its first observed order and in live. */
  readonly rehearsal: Rehearsal | null;
  readonly stops: StopMarks;

  readonly seen: SeenIntents;
  /** Accepted and not decided yet, oldest first. */
  readonly inbox: readonly Trade[];
  readonly day: TradingDay;
  readonly signalsObserved: number;
  readonly tradesCopied: number;
  /** Latest decisions, newest last. */
  readonly decisions: readonly DecisionRecord[];
  /** Records the journal has not taken yet. */
  readonly unwritten: readonly DecisionRecord[];
  /** Latest events, newest last. */
  readonly events: readonly AccountEvent[];
  /** Events the journal has not taken yet. */
  readonly unwrittenEvents: readonly AccountEvent[];
}

/** An order that was, or may have been, sent and is not settled. */
export interface OpenOrder {
  readonly trade: Trade;
  readonly record: DecisionRecord;
  /**
   * `sending`: handed to the exchange, no answer yet. `accepted`: alive there. `unknown`: may exist.
   * `waiting`: provably absent, to be sent at `nextLookAtMs`. `needs-review`: unknown for too long, a person is asked.
   */
  readonly state: 'sending' | 'accepted' | 'unknown' | 'waiting' | 'needs-review';
  readonly applied: AppliedFill;
  readonly sinceMs: number;
  /** After this instant the exchange can't take a late request any more. */
  readonly fenceAtMs: number;
  readonly nextLookAtMs: number;
  /** How often it was sent again after proven absence. */
  readonly resends: number;
  /** An exit refused for want of coins, to be sized by what the exchange holds. */
  readonly isResized: boolean;
  /** No resend of an entry after this instant; null for exits. */
  readonly resendBeforeMs: number | null;
}

export interface AutomaticState {
  readonly code: 'DAILY_LOSS_REACHED' | 'DRIFT' | 'ORDER_UNRESOLVED' | 'CREDENTIALS_DEGRADED';
  /** `key=value`, blank between. */
  readonly context: string;
  /** The same cause has the same signature. */
  readonly signature: string;
}

/** The ledger of orders that were observed and not sent. */
export interface Rehearsal {
  readonly sinceMs: number;
  readonly positions: Readonly<Record<string, Position>>;
  /** What the orders would have moved, by asset: quote spent is negative, base bought positive. */
  readonly moves: Readonly<Record<string, DecimalText>>;
  readonly day: TradingDay;
}

export interface StopMarks {
  /** Highest price seen since the entry, by symbol. */
  readonly highs: Readonly<Record<string, DecimalText>>;
  /** When a stop last sent an exit, by symbol. */
  readonly firedAtMs: Readonly<Record<string, number>>;
  /** Since when no price comes; null while prices come. */
  readonly blindSinceMs: number | null;
}

export interface EndedOrder {
  readonly order: OpenOrder;
  readonly endedAtMs: number;
}

export interface Target {
  /** Base units. */
  readonly quantity: DecimalText;
  /** Why it was not reached, as a code; null while nothing explains it. */
  readonly cause: string | null;
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
  /** Of the account's own orders: however many intents come, the same order stays the same. */
  readonly ownKeys: readonly string[];
}

/** What limits count, from midnight UTC. */
export interface TradingDay {
  /** `2026-01-31` */
  readonly date: string;
  readonly trades: number;
  /** Realized plus unrealized profit of what is owned when the day began, in USD; null until a price was known. */
  readonly profitAtStartUsd: DecimalText | null;
}
