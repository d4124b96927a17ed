import { tradingPlace } from '../domain/trading-place.ts';
import type { ExchangeName } from '../domain/account-config.ts';
import type { DecimalText } from '../domain/decimal.ts';
import { ask, VenueRefusedQuery } from './ask.ts';
import type { Asker } from './ask.ts';
import { openBudget } from './budget.ts';
import type { Budget } from './budget.ts';
import { openCandles } from './candles.ts';
import { openCcxt } from './ccxt-exchange.ts';
import type { CcxtExchange } from './ccxt-exchange.ts';
import { download } from './download.ts';
import type { MarketTable } from './listed-markets.ts';
import { openExchangeClock, keepingTime } from './exchange-clock.ts';
import type { ExchangeClock } from './exchange-clock.ts';
import { ExchangeQueryError } from './exchange.ts';
import type { MarketData } from './exchange.ts';
import { heedingRefusals } from './address-refusals.ts';
import { openHttp } from './http-call.ts';
import type { HttpCall, HttpRequest } from './http-call.ts';
import { openMarketTable } from './market-table.ts';
import { openPriceCache } from './price-cache.ts';
import { openPriceStream } from './price-stream.ts';
import { spend } from './spend.ts';
import { venueOf } from './venue-table.ts';
import type { Venue } from './venue.ts';

/** What all accounts of one exchange share: its market data, its connections, and ccxt. */
export interface SharedExchange extends MarketData {
  /** As `tradingPlace` words it. */
  readonly place: string;
  readonly venue: Venue;
  readonly ccxt: CcxtExchange;
  /** Hears when the exchange refuses this address. */
  readonly http: HttpCall;
  readonly clock: ExchangeClock;
  readonly budget: Budget;
  /** Throws {@link ExchangeQueryError} while no download has worked yet. */
  markets(): Promise<MarketTable>;
}

export interface MarketDataOptions {
  /** Every call goes there instead, such as `http://127.0.0.1:8000`. */
  readonly baseUrl?: string;
  /** The exchange's place for practice; `baseUrl` wins. */
  readonly sandbox?: boolean;
  /** This process's part of what the address may ask; default: all of it, see {@link Venue.ipBudget}. */
  readonly ipBudget?: Venue['ipBudget'];
  /** One request for prices; default 4 s. */
  readonly queryTimeoutMs?: number;
  /** How often prices are asked for while somebody listens; default 2 s. */
  readonly pricesEveryMs?: number;
}

/** All of a venue's markets and assets: about a megabyte. */
const downloadTimeoutMs = 20_000;
/** Keeps the address of one request short. */
const pricesPerRequest = 100;

/** @throws Error in one line when `baseUrl` is no URL, or the exchange has no sandbox */
export function openMarketData(exchange: ExchangeName, options: MarketDataOptions = {}): SharedExchange {
  const venue = venueOf(exchange);
  const ccxt = openCcxt(venue, plainUrl(options.baseUrl ?? homeOf(venue, options.sandbox === true)));
  const budget = openBudget(options.ipBudget ?? venue.ipBudget);
  const clock = openExchangeClock();
  const http = heedingRefusals(keepingTime(openHttp(), clock), venue, budget);
  const timeoutMs = options.queryTimeoutMs ?? 4_000;
  const { pricesEveryMs } = options;
  const asker: Asker = {
    venue,
    http,
    sign: ccxt.signPublic,
    timeoutMs,
    spend: (weight) => spend(venue, budget, { urgency: 'look', weight, waitMs: timeoutMs }),
    secrets: [],
  };

  const markets = openMarketTable(async () => {
    // Without the markets nobody can trade.
    const cost = { urgency: 'look', weight: venue.marketsWeight ?? 1, waitMs: downloadTimeoutMs } as const;
    const table = await ccxt
      .loadMarkets((request) => download({ venue, http, budget }, request, cost))
      .catch((error: unknown) => {
        throw asQueryError('the list of markets', error);
      });
    if (table.bySymbol.size === 0) throw new ExchangeQueryError('unavailable', `${venue.name} lists no markets`);
    return table;
  });
  const pricesById = openPriceCache((marketIds) => fetchPrices(asker, marketIds));
  const prices: MarketData['prices'] = async (symbols) => {
    const { bySymbol } = await markets();
    const listed = symbols.flatMap((symbol) => bySymbol.get(symbol) ?? []);
    const byId = await pricesById(listed.map(({ id }) => id));
    const priced = listed.flatMap(({ id, rules }) => {
      const price = byId[id];
      return price === undefined ? [] : [[rules.symbol, price] as const];
    });
    const dollar = `${venue.dollarCoin ?? ''}/USD`;
    return { ...(symbols.includes(dollar) && { [dollar]: '1' }), ...Object.fromEntries(priced) };
  };

  const candlesOf = openCandles(async (market, range) => {
    // A picture waits behind everything that orders need.
    const cost = { urgency: 'read', weight: venue.candlesWeight ?? 1, waitMs: timeoutMs } as const;
    const ask = (request: HttpRequest) => download({ venue, http, budget }, request, cost);
    return ccxt.fetchCandles(market, range, ask).catch((error: unknown) => {
      throw asQueryError(`${venue.name}'s candles`, error);
    });
  });

  return {
    place: tradingPlace({ exchange, sandbox: options.sandbox ?? false }),
    venue,
    ccxt,
    http,
    clock,
    budget,
    markets,
    marketRules: async (symbol) => (await markets()).bySymbol.get(symbol)?.rules ?? null,
    prices,
    candles: async (symbol, interval) => {
      const market = (await markets()).bySymbol.get(symbol);
      return market === undefined ? null : candlesOf(market, interval);
    },
    streamPrices: openPriceStream(prices, pricesEveryMs === undefined ? {} : { everyMs: pricesEveryMs }),
  };
}

function asQueryError(what: string, error: unknown): ExchangeQueryError {
  if (error instanceof ExchangeQueryError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new ExchangeQueryError('unavailable', `${what} can not be read: ${text}`);
}

async function fetchPrices(asker: Asker, marketIds: readonly string[]): Promise<Readonly<Record<string, DecimalText>>> {
  const prices: Record<string, DecimalText> = {};
  for (let start = 0; start < marketIds.length; start += pricesPerRequest) {
    Object.assign(prices, await fetchTogether(asker, marketIds.slice(start, start + pricesPerRequest)));
  }
  return prices;
}

/** One market that was closed since the table was read must not cost the others their price. */
async function fetchTogether(
  asker: Asker,
  marketIds: readonly string[],
): Promise<Readonly<Record<string, DecimalText>>> {
  const query = asker.venue.tickers(marketIds);
  // One answer serves all accounts, and entries wait for it.
  await asker.spend(query.request.weight ?? 1);
  try {
    return await ask(asker, query);
  } catch (error) {
    if (!(error instanceof VenueRefusedQuery) || !asker.venue.isMarketUnknown(error.errors)) throw error;
    if (marketIds.length === 1) return {};
    const middle = Math.ceil(marketIds.length / 2);
    const first = await fetchTogether(asker, marketIds.slice(0, middle));
    return { ...first, ...(await fetchTogether(asker, marketIds.slice(middle))) };
  }
}

function homeOf(venue: Venue, sandbox: boolean): string {
  if (!sandbox) return venue.defaultBaseUrl;
  if (venue.sandboxBaseUrl === null) throw new Error(`${venue.name} has no sandbox`);
  return venue.sandboxBaseUrl;
}

function plainUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
