import type { AssetBalance, KeyPermissions } from '../domain/account-snapshot.ts';
import type { ExchangeName } from '../domain/account-config.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { ListedOrder, OrderPlan, OrderReport, RejectCode, TradeReport } from '../domain/order.ts';
import type { Credential } from './credential.ts';
import type { ExchangeQueryError } from './exchange.ts';

/** One exchange's quirks: data and pure functions. `venues/<name>.ts` holds one each, see README.md. */
export interface Venue {
  readonly name: ExchangeName;
  /** The exchange's class in ccxt. */
  readonly ccxtId: 'kraken' | 'binance' | 'coinbase' | 'alpaca';
  readonly defaultBaseUrl: string;
  /** Where orders are for practice only; null: the exchange has no such place. */
  readonly sandboxBaseUrl: string | null;
  /** ccxt's `urls.api` for a base URL without a slash at its end. */
  readonly apiUrls: (baseUrl: string) => Readonly<Record<string, string>>;
  /** ccxt's `options`, such as which of an exchange's markets it loads. */
  readonly ccxtOptions?: Readonly<Record<string, unknown>>;
  /** ccxt's `has`: false for what it would download beside the markets, and what must not fail with them. */
  readonly ccxtHas?: Readonly<Record<string, false>>;
  /** True: the list of markets is only for those with a key; then that of an account is used. */
  readonly marketsNeedKey?: boolean;
  /**
   * True: each request of a key carries a higher number than all before it, see `nonce.ts`. Otherwise ccxt's own nonce
   * stands, which is the exchange's time or nothing: one that ran ahead of it would be refused.
   */
  readonly countsNonces?: boolean;
  /** What is wrong with a credential's form, without showing it; null: nothing. */
  readonly credentialProblem: (credential: Pick<Credential, 'apiKey' | 'apiSecret'>) => string | null;
  /** How long after its sending the exchange itself still takes an order; null: it offers no such bound. */
  readonly orderFenceMs: number | null;
  /** What one address may ask of the exchange, in the exchange's own weights: see {@link VenueRequest.weight}. */
  readonly ipBudget: { readonly weight: number; readonly perMs: number };
  /** What one download of the markets takes of it; left out: 1. */
  readonly marketsWeight?: number;
  /** What one market's candles take of it; left out: 1. */
  readonly candlesWeight?: number;
  /** What ccxt leaves out of the request for candles. */
  readonly candleParams?: Readonly<Record<string, string>>;
  /**
   * Whether an answer of this HTTP status, with these errors, refuses everyone at this address: then reads and entries
   * of all accounts wait. Left out: 429 and 418. A refusal of one key must not count.
   */
  readonly refusesAddress?: (status: number, errors: readonly string[]) => boolean;
  /** The coin that stands for dollars where the exchange has none: counted as one dollar each. */
  readonly dollarCoin?: string;
  /** Used for a market that comes without fees. */
  readonly defaultTakerFeeRate: DecimalText;
  /** From the exchange's own market entry; null: ccxt's price precision holds. */
  readonly priceTick: (market: Json) => DecimalText | null;
  /** Further names under which the exchange lists orders and trades of this market entry of its own. */
  readonly marketSpellings?: (market: Json) => readonly string[];

  readonly readAnswer: (status: number, body: Json) => VenueAnswer;
  /** The allow-list. Null: an order may exist all the same. */
  readonly refusal: (errors: readonly string[]) => Refusal | null;
  readonly queryFailure: (errors: readonly string[]) => ExchangeQueryError['reason'];

  readonly addOrder: (plan: OrderPlan, marketId: string, fenceAtMs: number | null) => VenueRequest;
  readonly readOrderId: (result: Json) => string | null;

  /** Every search must succeed before an order counts as absent. Only orders under the wanted client order id. */
  readonly orderSearches: (wanted: WantedOrder) => readonly VenueQuery<Page<ListedOrder>>[];
  readonly orderById: (exchangeOrderId: string, market: Market) => VenueQuery<OrderReport>;
  /** Together every open order, and every finished one opened since then. */
  readonly ordersSince: (wanted: WantedHistory) => readonly VenueQuery<Page<ListedOrder>>[];
  readonly tradesSince: (wanted: WantedHistory) => readonly VenueQuery<Page<TradeReport>>[];
  readonly cancelOrder: (exchangeOrderId: string, market: Market) => VenueQuery<true>;
  /** Together all balances, under the exchange's own asset ids. */
  readonly balances: readonly VenueQuery<Page<AssetBalance>>[];
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
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Objects become nested JSON where the exchange takes JSON. */
  readonly params: Readonly<Record<string, Json>>;
  /** What it takes of {@link Venue.ipBudget}; left out: 1. */
  readonly weight?: number;
}

export interface VenueQuery<T> {
  readonly request: VenueRequest;
  /** What is asked next, and read instead, where this result is not yet all that is needed; null: it is. */
  readonly further?: (result: Json) => VenueQuery<T> | null;
  /** Null: the result can't be read, which is a failed query and never an empty one. */
  readonly read: (result: Json) => T | null;
  /** What these errors mean as a result; null: the query failed. */
  readonly readErrors?: (errors: readonly string[]) => T | null;
}

/** One market, as the exchange spells it and as everyone does. */
export interface Market {
  readonly id: string;
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
}

export interface WantedOrder {
  readonly clientOrderId: string;
  readonly market: Market;
  readonly sinceMs: number;
}

export interface WantedHistory {
  readonly sinceMs: number;
  /** For exchanges that list one market at a time; others list all. */
  readonly markets: readonly Market[];
  /** Any spelling of a market id that the exchange uses in its lists. */
  readonly marketOf: (marketId: string) => Market | null;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: VenueQuery<Page<T>> | null;
}
