import { readFileSync } from 'node:fs';

export interface DoubleMarket {
  /** As Binance spells it, such as `BTCUSDT`. */
  readonly id: string;
  /** Common spelling, such as `BTC/USDT`. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tickSize: string;
  readonly minQty: string;
  readonly stepSize: string;
  readonly minNotional: string;
}

interface Entry {
  readonly symbol: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  readonly filters: readonly Readonly<Record<string, string>>[];
}

const { symbols } = JSON.parse(readFileSync(new URL('data/binance-exchange-info.json', import.meta.url), 'utf8')) as {
  readonly symbols: readonly Entry[];
};

export const exchangeInfo = (): object => ({
  timezone: 'UTC',
  serverTime: Date.now(),
  rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 }],
  exchangeFilters: [],
  symbols,
});

export const markets: readonly DoubleMarket[] = symbols.map(({ symbol, baseAsset, quoteAsset, filters }) => {
  const of = (type: string, name: string): string =>
    filters.find(({ filterType }) => filterType === type)?.[name] ?? '0';
  return {
    id: symbol,
    symbol: `${baseAsset}/${quoteAsset}`,
    base: baseAsset,
    quote: quoteAsset,
    tickSize: of('PRICE_FILTER', 'tickSize'),
    minQty: of('LOT_SIZE', 'minQty'),
    stepSize: of('LOT_SIZE', 'stepSize'),
    minNotional: of('MIN_NOTIONAL', 'minNotional'),
  };
});

export const marketById = (id: string | null): DoubleMarket | undefined => markets.find((market) => market.id === id);
export const marketBySymbol = (symbol: string): DoubleMarket => {
  const found = markets.find((market) => market.symbol === symbol);
  if (found === undefined) throw new Error(`the double has no market ${symbol}`);
  return found;
};
