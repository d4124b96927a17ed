import type { DecimalText } from './decimal.ts';
import type { Side } from './trade-intent.ts';

/** What one account would send: sized, rounded, guarded. */
export interface OrderPlan {
  /** Ours: one UUID, the same on every retry, replay and run. */
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: Side;
  /** `limit-ioc`: what doesn't fill at once is cancelled. */
  readonly type: 'market' | 'limit-ioc';
  readonly quantity: DecimalText;
  /** Set for `limit-ioc`. */
  readonly limitPrice: DecimalText | null;
  /** No first send after this instant; null: no bound. */
  readonly sendBeforeMs: number | null;
}

/** One order as the exchange reports it. */
export interface OrderReport {
  readonly exchangeOrderId: string;
  readonly clientOrderId: string | null;
  /** `closed`: fully executed. `cancelled` and `expired` may have filled in part. */
  readonly status: 'open' | 'closed' | 'cancelled' | 'expired';
  readonly filledQuantity: DecimalText;
  /** Quote units paid or received so far, without fees. */
  readonly cost: DecimalText;
  readonly averagePrice: DecimalText | null;
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
  readonly tradeIds: readonly string[];
}

/** One of an account's orders in a listing of the exchange's; anybody's, not only ours. */
export interface ListedOrder {
  readonly report: OrderReport;
  /** The common symbol, or the exchange's own market id where Lockstep knows no such market. */
  readonly symbol: string;
  readonly side: Side;
  readonly openedAtMs: number;
}

/** One execution, anybody's. The exchange's trade id makes it count once. */
export interface TradeReport {
  readonly tradeId: string;
  readonly exchangeOrderId: string;
  /** As {@link ListedOrder.symbol}. */
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: DecimalText;
  /** Quote units without fees. */
  readonly cost: DecimalText;
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
  readonly atMs: number;
}

/** Why the exchange definitively has no such order. */
export type RejectCode =
  | 'INSUFFICIENT_FUNDS'
  | 'BELOW_MINIMUM'
  | 'INVALID_ORDER'
  | 'CREDENTIAL_REJECTED'
  | 'PERMISSION_DENIED'
  | 'INVALID_NONCE'
  | 'RATE_LIMITED'
  | 'MARKET_CLOSED'
  | 'MARKET_UNKNOWN';

/** The exchange's answer to one send. Anything not provably refused is `unknown`. */
export type SendAnswer =
  | { readonly kind: 'accepted'; readonly exchangeOrderId: string }
  | {
      readonly kind: 'rejected';
      readonly code: RejectCode;
      readonly venueText: string;
      /** Set when the same order may be sent again after this wait. */
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: 'not-sent'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly sentAtMs: number; readonly fenceAtMs: number | null };

/** What became of a plan after one `placeOrder`: an accepted order carries its state. */
export type PlaceOutcome =
  | { readonly kind: 'accepted'; readonly order: OrderReport; readonly sentAtMs: number }
  | Exclude<SendAnswer, { readonly kind: 'accepted' }>;

/** `absent` only when every query that could show it answered. */
export type FoundOrder =
  | {
      readonly kind: 'found';
      readonly order: OrderReport;
      /** Further orders under the same client order id: something was sent twice. */
      readonly alsoFound?: readonly OrderReport[];
    }
  | { readonly kind: 'absent' };
