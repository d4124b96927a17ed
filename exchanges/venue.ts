import type { AssetBalance, KeyPermissions } from '../domain/account-snapshot.ts';
import type { ExchangeName } from '../domain/account-config.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { OrderPlan, OrderReport, RejectCode } from '../domain/order.ts';
import type { Credential } from './credential.ts';
import type { ExchangeQueryError } from './exchange.ts';

/** One exchange's quirks: data and pure functions. `venues/<name>.ts` holds one each, see README.md. */
export interface Venue {
  readonly name: ExchangeName;
  /** The exchange's class in ccxt. */
  readonly ccxtId: 'kraken';
  readonly defaultBaseUrl: string;
  /** ccxt's `urls.api` for a base URL without a slash at its end. */
  readonly apiUrls: (baseUrl: string) => Readonly<Record<string, string>>;
  /** What is wrong with a credential's form, without showing it; null: nothing. */
  readonly credentialProblem: (credential: Pick<Credential, 'apiKey' | 'apiSecret'>) => string | null;
  /** How long after its sending the exchange itself still takes an order; null: it offers no such bound. */
  readonly orderFenceMs: number | null;
  /** Used for a market that comes without fees. */
  readonly defaultTakerFeeRate: DecimalText;
  /** From the exchange's own market entry; null: ccxt's price precision holds. */
  readonly priceTick: (market: Json) => DecimalText | null;

  readonly readAnswer: (status: number, body: Json) => VenueAnswer;
  /** The allow-list. Null: an order may exist all the same. */
  readonly refusal: (errors: readonly string[]) => Refusal | null;
  readonly queryFailure: (errors: readonly string[]) => ExchangeQueryError['reason'];

  readonly addOrder: (plan: OrderPlan, marketId: string, fenceAtMs: number | null) => VenueRequest;
  readonly readOrderId: (result: Json) => string | null;

  /** Every search must succeed before an order counts as absent. */
  readonly orderSearches: (wanted: WantedOrder) => readonly VenueQuery<OrderPage>[];
  readonly orderById: (exchangeOrderId: string, market: MarketAssets) => VenueQuery<OrderReport>;
  readonly cancelOrder: (exchangeOrderId: string) => VenueQuery<true>;
  /** Balances under the exchange's own asset ids. */
  readonly balances: VenueQuery<readonly AssetBalance[]>;
  readonly permissions: VenueQuery<Omit<KeyPermissions, 'provenAtMs'>>;
  /** Last prices by market id. */
  readonly tickers: (marketIds: readonly string[]) => VenueQuery<Readonly<Record<string, DecimalText>>>;
  /** The refusal of one market in a list of tickers, by which the others still get theirs. */
  readonly isMarketUnknown: (errors: readonly string[]) => boolean;
}

/** Parsed JSON whose numbers are text: no digit of an amount passes through a float. */
export type Json = string | boolean | null | readonly Json[] | { readonly [key: string]: Json } | undefined;

/** What an answer is by the exchange's own envelope. `foreign`: not its envelope, so it says nothing. */
export type VenueAnswer =
  | { readonly kind: 'result'; readonly result: Json }
  | { readonly kind: 'errors'; readonly errors: readonly string[] }
  | { readonly kind: 'foreign' };

export interface Refusal {
  readonly code: RejectCode;
  /** Set when the same order may be sent again after this wait. */
  readonly retryAfterMs: number | null;
}

/** In ccxt's terms: what `sign` needs to make an HTTP request of it. */
export interface VenueRequest {
  readonly path: string;
  readonly api: string | readonly string[];
  readonly method: 'GET' | 'POST';
  readonly params: Readonly<Record<string, string>>;
}

export interface VenueQuery<T> {
  readonly request: VenueRequest;
  /** Null: the result can't be read, which is a failed query and never an empty one. */
  readonly read: (result: Json) => T | null;
  /** What these errors mean as a result; null: the query failed. */
  readonly readErrors?: (errors: readonly string[]) => T | null;
}

export interface MarketAssets {
  readonly base: string;
  readonly quote: string;
}

export interface WantedOrder extends MarketAssets {
  readonly clientOrderId: string;
  readonly sinceMs: number;
}

export interface OrderPage {
  /** Only orders that carry the wanted client order id. */
  readonly orders: readonly ListedOrder[];
  readonly next: VenueQuery<OrderPage> | null;
}

export interface ListedOrder {
  readonly report: OrderReport;
  readonly openedAtMs: number;
}
