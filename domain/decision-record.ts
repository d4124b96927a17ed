import type { AccountMode, ExchangeName, TradingState } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
import type { MarketRules } from './market-rules.ts';
import type { OrderPlan } from './order.ts';
import type { RecordedFill } from './recorded-fill.ts';
import type { IntentKind, MasterFill, Side } from './trade-intent.ts';

export type Outcome =
  'observed' | 'filled' | 'partial' | 'skipped' | 'denied' | 'rejected' | 'expired' | 'unknown' | 'pending';

/** One guard's word on one trade. */
export interface GuardVerdict {
  readonly guard: string;
  readonly verdict: 'pass' | 'cap' | 'deny' | 'skip' | 'expire';
  /** As in `minimum=5 notional=3.20`; empty when there is nothing to add. */
  readonly context: string;
}

/** One step from the raw size to the quantity, in the order taken. */
export interface SizingStep {
  readonly step: string;
  readonly value: DecimalText;
}

/** What a decision read of the account's state. */
export interface DecisionBasis {
  readonly snapshotAtMs: number | null;
  readonly snapshotAgeMs: number | null;
  readonly equityUsd: DecimalText | null;
  readonly freeQuote: DecimalText | null;
  readonly ownedQuantity: DecimalText;
  readonly referencePrice: DecimalText | null;
  readonly marketRules: MarketRules | null;
}

/** Everything one decision used and what came of it. Journaled by account, intent and leg. */
export interface DecisionRecord {
  readonly accountId: string;
  readonly exchange: ExchangeName;
  /** The intent's id, or the order request's for the account's own orders. */
  readonly intentId: string;
  /** One intent may need several orders: `copy`, or `own`, or `liquidate:BTC/USD`. */
  readonly leg: string;
  /** Counts up each time this record changes; a lower revision never replaces a higher one. */
  readonly revision: number;
  /** The master's own order or one by the account itself has none. */
  readonly sequence: number | null;
  readonly origin: 'master' | 'own';
  readonly symbol: string;
  readonly side: Side;
  readonly kind: IntentKind;
  readonly simulated: boolean;
  readonly masterFill: MasterFill | null;
  readonly masterEquityBefore: DecimalText | null;
  readonly exitFraction: DecimalText | null;
  readonly occurredAtMs: number;

  readonly mode: AccountMode;
  readonly tradingState: TradingState;
  readonly decidedAtMs: number;
  readonly basis: DecisionBasis;
  readonly guards: readonly GuardVerdict[];
  readonly sizing: readonly SizingStep[];
  readonly plan: OrderPlan | null;

  readonly outcome: Outcome;
  /** Upper snake case; null when there is nothing to explain. */
  readonly code: string | null;
  /** `key=value` pairs; empty when none. */
  readonly context: string;
  readonly exchangeOrderId: string | null;
  readonly filledQuantity: DecimalText;
  /** Quote units without fees; absent before a fill and in older records. */
  readonly filledCost?: DecimalText;
  readonly averagePrice: DecimalText | null;
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
  readonly tradeIds: readonly string[];
  /** The same, part by part as the ledger took it in; absent before a fill and in older records. */
  readonly fills?: readonly RecordedFill[];
  /** Against the master's price, positive is worse; null without a fill or a master price. */
  readonly slippageBps: DecimalText | null;
  /** From the trade to the send; null when nothing was sent. */
  readonly delayMs: number | null;
  readonly settledAtMs: number | null;
}

/** An intent as the master handed it out. */
export interface IntentRecord {
  readonly intentId: string;
  readonly sequence: number;
  readonly symbol: string;
  readonly side: Side;
  readonly kind: IntentKind;
  readonly simulated: boolean;
  readonly masterFill: MasterFill | null;
  /** Absent in older records. */
  readonly masterEquityBefore?: DecimalText | null;
  /** Absent in older records. */
  readonly exitFraction?: DecimalText | null;
  readonly occurredAtMs: number;
  readonly handedOutAtMs: number;
  readonly delivered: readonly string[];
  readonly undelivered: readonly Undelivered[];
}

export interface Undelivered {
  readonly accountId: string;
  readonly reason: string;
}
