import type { DecimalText } from '../../domain/decimal.ts';
import type { PairStatus } from '../market/pairs.ts';

export type OrderSide = 'buy' | 'sell';

/** What was asked for and taken on: never changes. */
export interface OrderTerms {
  readonly txid: string;
  readonly key: string;
  readonly pair: string;
  readonly side: OrderSide;
  readonly type: 'market' | 'limit';
  readonly timeInForce: 'GTC' | 'IOC';
  /** Base units, or quote units when `inQuote`. */
  readonly volume: DecimalText;
  readonly inQuote: boolean;
  readonly limitPrice: DecimalText | null;
  readonly flags: readonly string[];
  readonly clientOrderId: string | null;
  readonly userref: number | null;
  readonly openedAtMs: number;
  /** Held back by the exchange: what is left of it meets the market at this instant. Left out: at once. */
  readonly restsUntilMs?: number;
}

/** One execution. Amounts but `volume` are in quote units. */
export interface Trade {
  readonly id: string;
  readonly number: number;
  readonly txid: string;
  readonly price: DecimalText;
  readonly volume: DecimalText;
  readonly cost: DecimalText;
  readonly fee: DecimalText;
  readonly maker: boolean;
  readonly atMs: number;
}

/** How much stands at each price. `volume` null: any amount at the touch. */
export interface Liquidity {
  /** Ask minus bid. */
  readonly spreadTicks: number;
  /** Base units at each level. */
  readonly volume: DecimalText | null;
  readonly levels: number;
  /** Distance between two levels. */
  readonly levelTicks: number;
  /** False: what is taken stays gone until liquidity is set again. */
  readonly refills: boolean;
}

/** Everything that changes the exchange. Replayed in order, the same exchange results. */
export type ExchangeEvent =
  | {
      readonly kind: 'key-created';
      readonly account: string;
      readonly key: string;
      readonly secret: string;
      readonly permissions: readonly string[];
      readonly atMs: number;
    }
  | { readonly kind: 'key-revoked'; readonly key: string; readonly revoked: boolean }
  | { readonly kind: 'nonce-used'; readonly key: string; readonly nonce: string }
  | { readonly kind: 'balance-changed'; readonly account: string; readonly asset: string; readonly change: DecimalText }
  | { readonly kind: 'order-accepted'; readonly order: OrderTerms }
  | { readonly kind: 'order-filled'; readonly trade: Trade }
  | {
      readonly kind: 'order-finished';
      readonly txid: string;
      readonly status: 'closed' | 'canceled';
      readonly reason: string | null;
      readonly atMs: number;
    }
  | { readonly kind: 'play-set'; readonly atMs: number; readonly positionMs: number; readonly speed: number }
  | { readonly kind: 'price-set'; readonly pair: string; readonly price: DecimalText | null }
  | { readonly kind: 'status-set'; readonly pair: string; readonly status: PairStatus }
  | { readonly kind: 'liquidity-set'; readonly pair: string; readonly liquidity: Liquidity }
  | { readonly kind: 'liquidity-taken'; readonly pair: string; readonly side: OrderSide; readonly volume: DecimalText };
