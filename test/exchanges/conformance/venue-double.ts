import type { DecimalText } from '../../../domain/decimal.ts';
import type { Side } from '../../../domain/trade-intent.ts';
import type { Credential } from '../../../exchanges/credential.ts';

/** A stand-in for one exchange over real HTTP: its paths, its signatures, its answers, and a small book. */
export interface VenueDouble {
  /** For `openMarketData(exchange, { baseUrl })`. */
  readonly url: string;
  /** A new account with a key of its own; the default may trade and not withdraw, and holds nothing. */
  newAccount(options?: NewDoubleAccount): Promise<Credential>;
  /** By common symbol, such as `BTC/USD`. Orders fill at this price. */
  setPrice(symbol: string, price: DecimalText): Promise<void>;
  /** How much of each later order fills, the rest of an IOC is cancelled; null: all of it. */
  setDepth(symbol: string, quantity: DecimalText | null): Promise<void>;
  /** Later orders are taken on and stay open, until {@link fillResting}. */
  holdOrders(isHolding: boolean): Promise<void>;
  fillResting(): Promise<void>;
  /** Hits the next matching request once. */
  addFault(fault: DoubleFault): Promise<void>;
  /** Every order ever taken on, oldest first, whatever the sender heard of it. */
  book(): Promise<readonly DoubleOrder[]>;
  close(): Promise<void>;
}

export interface NewDoubleAccount {
  /** By common asset name, such as `USD`. */
  readonly balances?: Readonly<Record<string, DecimalText>>;
  readonly mayTrade?: boolean;
  readonly mayWithdraw?: boolean;
}

export interface DoubleFault {
  /** `look`: whatever looks one order up or lists orders. `ask`: balances, trades, permissions. */
  readonly on: 'add-order' | 'look' | 'ask';
  readonly kind:
    | 'drop-before-accept'
    | 'drop-after-accept'
    | 'cut-off-after-accept' // in the middle of a 200 answer
    | 'http-502-after-accept'
    | 'garbage-after-accept' // 200 with half a JSON document
    | 'empty-after-accept'
    | 'html-after-accept' // 200 with a web page
    | 'empty-object-after-accept'
    | 'delay-after-accept' // answered after `ms`
    | 'answer'; // nothing done, answered with `status` and `body`
  readonly ms?: number;
  readonly status?: number;
  readonly body?: string;
}

export interface DoubleOrder {
  readonly exchangeOrderId: string;
  readonly clientOrderId: string | null;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: DecimalText;
  readonly filledQuantity: DecimalText;
  readonly status: 'open' | 'closed' | 'cancelled';
}

/** The order was taken on, and its sender can not know. */
export const afterAccept = [
  'drop-after-accept',
  'cut-off-after-accept',
  'http-502-after-accept',
  'garbage-after-accept',
  'empty-after-accept',
  'html-after-accept',
  'empty-object-after-accept',
] as const satisfies readonly DoubleFault['kind'][];
