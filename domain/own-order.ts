import type { DecimalText } from './decimal.ts';
import type { Outcome, Undelivered } from './decision-record.ts';
import type { Side } from './trade-intent.ts';

/** An order for one account by itself: the master's, or `trade --account`. */
export interface OwnOrderRequest {
  /** Chosen by the sender: the same id again is the same order. */
  readonly orderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly size: OrderSize;
  readonly requestedAtMs: number;
}

export type OrderSize =
  | { readonly kind: 'quantity'; readonly quantity: DecimalText }
  /** At most this much is spent (or received), in quote units. */
  | { readonly kind: 'quote'; readonly amount: DecimalText }
  /** Of what the account owns now; sells only. */
  | { readonly kind: 'fraction'; readonly fraction: DecimalText };

export interface OwnOrderResult {
  readonly clientOrderId: string;
  readonly exchangeOrderId: string | null;
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly context: string;
  readonly quantity: DecimalText;
  readonly filledQuantity: DecimalText;
  readonly averagePrice: DecimalText | null;
}

/** What a liquidation did with one position, its orders as one. */
export interface LiquidatedPosition extends OwnOrderResult {
  readonly symbol: string;
  readonly ownedBefore: DecimalText;
  readonly remaining: DecimalText;
}

/** The master's own order with what was handed out for it. */
export interface MasterOrderResult {
  /** Null when nothing filled: then there is nothing to copy. */
  readonly intentId: string | null;
  readonly order: OwnOrderResult;
  readonly delivered: number;
  readonly undelivered: readonly Undelivered[];
  /** Set when the fill was not handed out, such as with copying off. */
  readonly notCopied: string | null;
}

export type IntentResult =
  | { readonly duplicate: true }
  | {
      readonly duplicate: false;
      readonly intentId: string;
      readonly sequence: number;
      readonly delivered: number;
      readonly undelivered: readonly Undelivered[];
    };
