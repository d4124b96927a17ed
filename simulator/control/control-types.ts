import type { DecimalText } from '../../domain/decimal.ts';
import type { KeyPermission } from '../book/key-permissions.ts';
import type { Liquidity, OrderSide } from '../book/events.ts';
import type { PairStatus } from '../market/pairs.ts';

/** What applies to every request. */
export interface Settings {
  /** Every answer is that late; the request is processed at the end of the wait, as behind a slow line. */
  readonly delayMs: number;
  /** ClosedOrders and TradesHistory show nothing younger than this. QueryOrders shows everything at once. */
  readonly visibilityLagMs: number;
  /** Milliseconds of recording played in one of real time; 0: prices stand still. */
  readonly speed: number;
  /** How often one key may call, orders apart; null: as often as it likes. */
  readonly callLimit?: CallLimit | null;
}

export interface CallLimit {
  /** The counter's maximum, such as Kraken's 15 or 20. */
  readonly most: number;
  /** How much the counter falls in a second, such as Kraken's 0.33 or 0.5. */
  readonly decayPerSecond: number;
}

export const faultKinds = [
  'delay-before-accept', // processed after `ms`
  'delay-after-accept', // processed at once, answered after `ms`
  'drop-before-accept', // connection destroyed, nothing done
  'drop-after-accept', // processed, connection destroyed
  'cut-off-after-accept', // processed, connection destroyed in the middle of a 200 answer
  'http-502-before-accept',
  'http-502-after-accept',
  'garbage-after-accept', // 200 with half a JSON document
  'empty-after-accept', // 200 without a body
  'html-after-accept', // 200 with a web page
  'empty-object-after-accept', // 200 with {}
  'late-fill', // an order stays open for `fillAfterMs`, the answer is sound
  'rate-limit', // the rest: Kraken's own refusals, nothing done
  'invalid-nonce',
  'permission-denied',
  'unavailable',
  'refuse', // with the text in `error`
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What Kraken itself says in the faults that are refusals. */
export const refusals: Partial<Readonly<Record<FaultKind, string>>> = {
  'rate-limit': 'EAPI:Rate limit exceeded',
  'invalid-nonce': 'EAPI:Invalid nonce',
  'permission-denied': 'EGeneral:Permission denied',
  unavailable: 'EService:Unavailable',
};

export interface FaultRequest {
  readonly kind: FaultKind;
  /** API key; left out: any request. */
  readonly key?: string;
  /** Such as `AddOrder`; left out: any endpoint, public ones too. */
  readonly endpoint?: string;
  /** How many requests it hits; left out: until removed. */
  readonly count?: number;
  /** Matching requests that pass unharmed first. Default 0. */
  readonly skip?: number;
  /** Between 0 and 1, drawn from the seed. Default 1. */
  readonly probability?: number;
  /** For the two delays. */
  readonly ms?: number;
  /** For `refuse`: one of Kraken's error strings. */
  readonly error?: string;
  /** With any fault that takes an order on: it stays open this long before it fills. */
  readonly fillAfterMs?: number;
  /** How much of such an order fills at once, from 0 (the default) to 1. */
  readonly fillFirstShare?: number;
}

export interface FaultView extends FaultRequest {
  readonly id: number;
  readonly hits: number;
}

export interface NewAccount {
  /** Default: the key's first letters. The name of an existing account adds a key to it. */
  readonly name?: string;
  readonly key?: string;
  /** Base64; default: 64 random bytes. */
  readonly secret?: string;
  /** By asset in any spelling (`USD`, `ZUSD`, `BTC`, `XXBT`). */
  readonly balances?: Readonly<Record<string, DecimalText>>;
  /** Default: everything but adding and withdrawing funds. */
  readonly permissions?: readonly KeyPermission[];
}

export interface CreatedAccount {
  readonly name: string;
  readonly key: string;
  readonly secret: string;
  readonly permissions: readonly KeyPermission[];
}

export interface AccountView {
  readonly name: string;
  readonly keys: readonly {
    readonly key: string;
    readonly permissions: readonly string[];
    readonly revoked: boolean;
  }[];
  /** By Kraken's asset code. */
  readonly balances: Readonly<Record<string, { readonly total: DecimalText; readonly hold: DecimalText }>>;
}

/** One order that was taken on, whatever the sender heard of it. */
export interface BookOrder {
  readonly txid: string;
  readonly key: string;
  readonly account: string;
  readonly clientOrderId: string | null;
  readonly pair: string;
  readonly side: OrderSide;
  readonly type: 'market' | 'limit';
  readonly timeInForce: 'GTC' | 'IOC';
  readonly volume: DecimalText;
  readonly limitPrice: DecimalText | null;
  readonly status: 'open' | 'closed' | 'canceled';
  readonly filled: DecimalText;
  readonly cost: DecimalText;
  readonly fee: DecimalText;
  readonly openedAtMs: number;
  readonly finishedAtMs: number | null;
  readonly trades: readonly {
    readonly id: string;
    readonly price: DecimalText;
    readonly volume: DecimalText;
    /** Quote units without fee. */
    readonly cost: DecimalText;
    readonly fee: DecimalText;
    readonly atMs: number;
  }[];
}

export interface ReceivedRequest {
  /** Null: a public request. */
  readonly key: string | null;
  readonly endpoint: string;
  /** When its first byte was read: epoch milliseconds with sub-millisecond digits. */
  readonly atMs: number;
  readonly clientOrderId: string | null;
}

export interface PairView {
  readonly pair: string;
  readonly price: DecimalText | null;
  readonly pinned: boolean;
  readonly status: PairStatus;
  readonly liquidity: Liquidity;
}
