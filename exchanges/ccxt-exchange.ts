import ccxt from 'ccxt';
import type { Exchange, Market as CcxtMarket } from 'ccxt';
import type { Candle } from '../domain/candle.ts';
import type { CandleRange } from './candles.ts';
import type { Credential } from './credential.ts';
import { ExchangeQueryError } from './exchange.ts';
import type { HttpRequest } from './http-call.ts';
import { decimalOf } from './json.ts';
import { marketTable } from './listed-markets.ts';
import type { ListedMarket, MarketTable } from './listed-markets.ts';
import type { NonceSource } from './nonce.ts';
import type { Json, Market, Venue, VenueRequest } from './venue.ts';

/** What ccxt knows of one exchange: how a request is signed, and what its markets and assets are called. */
export interface CcxtExchange {
  readonly signPublic: Sign;
  /** @param theirNowMs the exchange's time, for those that stamp requests with it */
  signerFor(credential: Credential, nonces: NonceSource, theirNowMs?: () => number): Sign;
  /** @param download gets one answer, already checked; what it throws comes out here */
  loadMarkets(download: Download): Promise<MarketTable>;
  /** Oldest first. Throws also what `download` throws. */
  fetchCandles(market: Market, range: CandleRange, download: Download): Promise<readonly Candle[]>;
}

type Download = (request: HttpRequest) => Promise<Json>;

/** Synchronous: a nonce taken here leaves next. Throws for a secret that can't sign. */
export type Sign = (request: VenueRequest) => HttpRequest;

/**
 * ccxt only signs and names here, and reads candles, on which no order depends: it opens no connection, and its
 * throttle, retries and parsers of orders stay out of the way.
 */
export function openCcxt(venue: Venue, baseUrl: string): CcxtExchange {
  const settings = {
    urls: { api: venue.apiUrls(baseUrl) },
    fees: { trading: { taker: venue.defaultTakerFeeRate } },
    ...(venue.ccxtOptions !== undefined && { options: venue.ccxtOptions }),
    ...(venue.ccxtHas !== undefined && { has: venue.ccxtHas }),
    number: String,
    enableRateLimit: false,
  };
  const create = (credential: object = {}): Exchange => new ccxt[venue.ccxtId]({ ...settings, ...credential });
  const template = create();
  const lenders: Credential[] = [];

  /** The next lender's turn: a key that is refused must not keep the markets from everyone. */
  function marketKey(): object {
    if (venue.marketsNeedKey !== true) return {};
    const lender = lenders.shift();
    if (lender === undefined) throw new Error('no account is there whose key could ask for them');
    lenders.push(lender);
    return { apiKey: lender.apiKey, secret: lender.apiSecret };
  }

  async function load(download: Download): Promise<MarketTable> {
    const loader = connected(create(marketKey()), download);
    await loader.loadMarkets();
    const names = new Map(Object.values(loader.currencies).map(({ id, code }) => [id, code]));
    const markets = Object.values(loader.markets_by_id as Readonly<Record<string, readonly CcxtMarket[]>>).flat();
    const listed = markets.flatMap((market) => (market?.spot === true ? (listedMarket(market, venue) ?? []) : []));
    const assetName = (id: string): string => names.get(id) ?? template.safeCurrencyCode(id) ?? id;
    return marketTable(listed, assetName, venue.dollarCoin);
  }

  return {
    signPublic: (request) => signWith(template, request),
    signerFor(credential, nonces, theirNowMs = Date.now) {
      if (venue.marketsNeedKey === true) lenders.push(credential);
      // One more ccxt instance costs 0.1 MB and 2 ms; what inherits from one costs neither.
      const signer = Object.create(template, {
        apiKey: { value: credential.apiKey },
        secret: { value: credential.apiSecret },
        nonce: { value: venue.countsNonces === true ? () => nonces.next() : theirNowMs },
      }) as Exchange;
      return (request) => signWith(signer, request);
    },
    async loadMarkets(download) {
      for (let others = Math.min(lenders.length, mostKeysTried) - 1; ; others -= 1) {
        try {
          return await load(download);
        } catch (error) {
          if (others <= 0 || !isOfTheKey(error)) throw error;
        }
      }
    },
    async fetchCandles({ id, symbol, base, quote }, { interval, sinceMs, limit }, download) {
      const reader = connected(create(), download);
      // Not the whole list: this one market is all that is asked for.
      reader.markets = {};
      reader.market = () => ({ id, symbol, base, quote, spot: true, type: 'spot' }) as CcxtMarket & object;
      const rows = await reader.fetchOHLCV(symbol, interval, sinceMs, limit, venue.candleParams);
      return rows.map(candle);
    },
  };
}

function connected(exchange: Exchange, download: Download): Exchange {
  exchange.fetch = (url: string, method = 'GET', headers: HttpRequest['headers'] = {}, body?: string) =>
    download({ url, method: method === 'POST' ? 'POST' : 'GET', headers, body: body ?? null });
  return exchange;
}

const mostKeysTried = 3;
const isOfTheKey = (error: unknown): boolean => error instanceof ExchangeQueryError && error.reason !== 'unavailable';

interface SignedRequest {
  readonly url: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

function signWith(exchange: Exchange, { path, api, method, params }: VenueRequest): HttpRequest {
  const signed = exchange.sign(path, api, method, params) as SignedRequest;
  return { url: signed.url, method, headers: signed.headers ?? {}, body: signed.body ?? null };
}

/** Null: what an order needs to know is missing. */
function listedMarket(market: NonNullable<CcxtMarket>, venue: Venue): ListedMarket | null {
  const entry = market.info as Json;
  const quantityStep = decimal(market.precision.amount);
  const priceTick = venue.priceTick(entry) ?? decimal(market.precision.price);
  const { id, symbol, base, quote } = market;
  if (id === undefined || quantityStep === null || priceTick === null) return null;
  if (symbol !== `${base}/${quote}`) return null;
  const rules = {
    symbol,
    base,
    quote,
    active: market.active === true,
    quantityStep,
    priceTick,
    minimumQuantity: decimal(market.limits.amount?.min) ?? '0',
    minimumCost: decimal(market.limits.cost?.min) ?? '0',
    takerFeeRate: decimal(market.taker) ?? venue.defaultTakerFeeRate,
  };
  return { id, symbol, base, quote, rules, spellings: [id, symbol, ...(venue.marketSpellings?.(entry) ?? [])] };
}

/** With `number: String` ccxt's numbers are text, whatever its types say. */
const decimal = (value: number | null | undefined): string | null =>
  value === undefined || value === null ? null : decimalOf(String(value));

function candle([atMs, ...amounts]: readonly (number | undefined)[]): Candle {
  const [open, high, low, close] = amounts.map(decimal);
  if (atMs === undefined || open == null || high == null || low == null || close == null) {
    throw new Error('a candle without all its prices');
  }
  return { openedAtMs: atMs, open, high, low, close };
}
