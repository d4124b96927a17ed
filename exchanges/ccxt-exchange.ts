import ccxt from 'ccxt';
import type { Exchange, Market } from 'ccxt';
import type { MarketRules } from '../domain/market-rules.ts';
import type { Credential } from './credential.ts';
import type { HttpRequest } from './http-call.ts';
import { decimalOf } from './json.ts';
import type { NonceSource } from './nonce.ts';
import type { Json, Venue, VenueRequest } from './venue.ts';

/** What ccxt knows of one exchange: how a request is signed, and what its markets and assets are called. */
export interface CcxtExchange {
  readonly signPublic: Sign;
  signerFor(credential: Credential, nonces: NonceSource): Sign;
  /** @param download gets one public answer, already checked; what it throws comes out here */
  loadMarkets(download: (request: HttpRequest) => Promise<Json>): Promise<MarketTable>;
}

/** Synchronous: a nonce taken here leaves next. Throws for a secret that can't sign. */
export type Sign = (request: VenueRequest) => HttpRequest;

export interface MarketTable {
  readonly bySymbol: ReadonlyMap<string, ListedMarket>;
  /** The common name of an asset, such as `BTC` for Kraken's `XXBT`; unlisted ones keep ccxt's best guess. */
  readonly assetName: (assetId: string) => string;
}

export interface ListedMarket {
  /** As the exchange spells it. */
  readonly id: string;
  readonly rules: MarketRules;
}

/** ccxt only signs and names here: it opens no connection, and its throttle, retries and parsers stay out of the way. */
export function openCcxt(venue: Venue, baseUrl: string): CcxtExchange {
  const settings = {
    urls: { api: venue.apiUrls(baseUrl) },
    fees: { trading: { taker: venue.defaultTakerFeeRate } },
    number: String,
    enableRateLimit: false,
  };
  const create = (): Exchange => new ccxt[venue.ccxtId](settings);
  const template = create();
  return {
    signPublic: (request) => signWith(template, request),
    signerFor(credential, nonces) {
      // One more ccxt instance costs 0.1 MB and 2 ms; what inherits from one costs neither.
      const signer = Object.create(template, {
        apiKey: { value: credential.apiKey },
        secret: { value: credential.apiSecret },
        nonce: { value: () => nonces.next() },
      }) as Exchange;
      return (request) => signWith(signer, request);
    },
    async loadMarkets(download) {
      const loader = create();
      loader.fetch = (url: string, method = 'GET') =>
        download({ url, method: method === 'POST' ? 'POST' : 'GET', headers: {}, body: null });
      await loader.loadMarkets();
      const names = new Map(Object.values(loader.currencies).map(({ id, code }) => [id, code]));
      const markets = Object.values(loader.markets_by_id as Readonly<Record<string, readonly Market[]>>).flat();
      return {
        bySymbol: marketsBySymbol(markets, venue),
        assetName: (id) => names.get(id) ?? template.safeCurrencyCode(id) ?? id,
      };
    },
  };
}

interface SignedRequest {
  readonly url: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

function signWith(exchange: Exchange, { path, api, method, params }: VenueRequest): HttpRequest {
  const signed = exchange.sign(path, api, method, params) as SignedRequest;
  return { url: signed.url, method, headers: signed.headers ?? {}, body: signed.body ?? null };
}

/** A symbol that two markets claim is nobody's: an order must not depend on their order in a list. */
function marketsBySymbol(markets: readonly Market[], venue: Venue): ReadonlyMap<string, ListedMarket> {
  const table = new Map<string, ListedMarket>();
  const claimedTwice = new Set<string>();
  for (const market of markets) {
    const listed = market?.spot === true ? listedMarket(market, venue) : null;
    if (listed === null) continue;
    const { symbol } = listed.rules;
    if (table.has(symbol)) claimedTwice.add(symbol);
    table.set(symbol, listed);
  }
  for (const symbol of claimedTwice) table.delete(symbol);
  return table;
}

/** Null: what an order needs to know is missing. */
function listedMarket(market: NonNullable<Market>, venue: Venue): ListedMarket | null {
  const quantityStep = decimal(market.precision.amount);
  const priceTick = venue.priceTick(market.info as Json) ?? decimal(market.precision.price);
  const { id } = market;
  if (id === undefined || quantityStep === null || priceTick === null) return null;
  if (market.symbol !== `${market.base}/${market.quote}`) return null;
  return {
    id,
    rules: {
      symbol: market.symbol,
      base: market.base,
      quote: market.quote,
      active: market.active === true,
      quantityStep,
      priceTick,
      minimumQuantity: decimal(market.limits.amount?.min) ?? '0',
      minimumCost: decimal(market.limits.cost?.min) ?? '0',
      takerFeeRate: decimal(market.taker) ?? venue.defaultTakerFeeRate,
    },
  };
}

/** With `number: String` ccxt's numbers are text, whatever its types say. */
const decimal = (value: number | null | undefined): string | null =>
  value === undefined || value === null ? null : decimalOf(String(value));
