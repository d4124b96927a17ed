import type { MarketRules } from '../domain/market-rules.ts';
import type { Market } from './venue.ts';

/** One market as its exchange lists it. */
export interface ListedMarket extends Market {
  readonly rules: MarketRules;
  /** Every name the exchange has for it, the id and the common symbol among them. */
  readonly spellings: readonly string[];
}

export interface MarketTable {
  readonly bySymbol: ReadonlyMap<string, ListedMarket>;
  /** The market under any of its spellings. */
  readonly bySpelling: ReadonlyMap<string, ListedMarket>;
  /** The common name of an asset, such as `BTC` for Kraken's `XXBT`; unlisted ones keep a best guess. */
  readonly assetName: (assetId: string) => string;
}

/**
 * A name that two markets claim is nobody's: an order must not depend on their order in a list.
 * @param dollarCoin what stands for dollars at an exchange without them: its markets are those of `USD`, too
 */
export function marketTable(
  markets: readonly ListedMarket[],
  assetName: MarketTable['assetName'],
  dollarCoin: string | undefined,
): MarketTable {
  const bySymbol = byUniqueName(markets, ({ symbol }) => [symbol]);
  const traded = [...bySymbol.values()];
  const bySpelling = byUniqueName(traded, ({ spellings }) => spellings);
  const inDollars = traded.filter(({ quote }) => quote === dollarCoin).map(asDollarMarket);
  const named = [...inDollars, ...traded].map((market) => [market.symbol, market] as const);
  return { bySymbol: new Map(named), bySpelling, assetName };
}

const asDollarMarket = (market: ListedMarket): ListedMarket => {
  const symbol = `${market.base}/USD`;
  return { ...market, symbol, rules: { ...market.rules, symbol } };
};

function byUniqueName(
  markets: readonly ListedMarket[],
  namesOf: (market: ListedMarket) => readonly string[],
): ReadonlyMap<string, ListedMarket> {
  const table = new Map<string, ListedMarket>();
  const claimedTwice = new Set<string>();
  for (const market of markets) {
    for (const name of namesOf(market)) {
      const claimant = table.get(name);
      if (claimant !== undefined && claimant !== market) claimedTwice.add(name);
      table.set(name, market);
    }
  }
  for (const name of claimedTwice) table.delete(name);
  return table;
}
