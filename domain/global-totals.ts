import type { ExchangeName } from './account-config.ts';
import { isMore, isPositive, larger, minus, plus, smaller, times, type DecimalText } from './decimal.ts';
import type { GlobalState, PricesByExchange } from './global-state.ts';
import { emptyPosition, type Position } from './position.ts';
import { totalProfitUsd, usdPerQuote } from './profit.ts';
import type { Standing } from './standing.ts';

type Prices = Readonly<Record<string, DecimalText>>;

type Known = Pick<GlobalState, 'standings' | 'prices'>;

/** Which prices to look at, and how low the total may go. */
export interface TotalsWatch {
  readonly places: readonly PlaceTotals[];
  /** Total profit in USD at or below which the loss limit is reached; null: nobody waits for that now. */
  readonly floorUsd: DecimalText | null;
}

export interface PlaceTotals {
  readonly exchange: ExchangeName;
  /** What the total, or the exposure, needs the price of. */
  readonly symbols: readonly string[];
  /** Prices heard of before; one that is still missing is news. */
  readonly known: Prices;
  /** Summed over the accounts that count. */
  readonly positions: Readonly<Record<string, Position>>;
}

const quoteOf = (symbol: string): string => symbol.split('/')[1] ?? '';

/** Value in USD of what is owned: at what it cost where no price is known. */
function valueUsd({ positions }: Pick<Standing, 'positions'>, prices: Prices = {}): DecimalText {
  let total: DecimalText = '0';
  for (const { symbol, ownedQuantity, costBasis } of Object.values(positions)) {
    if (!isPositive(ownedQuantity)) continue;
    const price = prices[symbol];
    const value = price === undefined ? costBasis : times(ownedQuantity, price);
    total = plus(total, times(value, usdPerQuote(quoteOf(symbol), prices) ?? '1'));
  }
  return total;
}

/** What an account takes up of the limit on exposure: a fallen price, or an old one, makes no room for more. */
export function takenUsd({ positions }: Pick<Standing, 'positions'>, prices: Prices = {}): DecimalText {
  let total: DecimalText = '0';
  for (const position of Object.values(positions)) {
    const quote = quoteOf(position.symbol);
    const one = { positions: { [position.symbol]: position } };
    const atCost = valueUsd(one, { [`${quote}/USD`]: usdPerQuote(quote, prices) ?? '1' });
    total = plus(total, larger(atCost, valueUsd(one, prices)));
  }
  return total;
}

/** Everything that Lockstep owns with real money, for observing accounts too. */
export const totalExposureUsd = ({ standings, prices }: Known): DecimalText =>
  Object.values(standings)
    .filter(({ sandbox }) => !sandbox)
    .reduce<DecimalText>((sum, standing) => plus(sum, valueUsd(standing, prices[standing.exchange])), '0');

interface Counted {
  readonly standing: Standing;
  readonly atStart: DecimalText;
  readonly profit: DecimalText;
}

/**
 * Live accounts of which today's profit is known. One whose price was never heard of, or that can't tell where its day
 * began, counts as if nothing had happened to it: it must not hide what the others lose.
 */
const counted = ({ standings, prices }: Known): readonly Counted[] =>
  Object.values(standings).flatMap((standing) => {
    const { isLive, sandbox, profitAtStartUsd: atStart, positions, exchange } = standing;
    if (!isLive || sandbox || atStart === null) return [];
    const profit = totalProfitUsd({ positions, snapshot: { prices: prices[exchange] ?? {} } });
    return profit === null ? [] : [{ standing, atStart, profit }];
  });

/** Profit since midnight UTC, realized and unrealized, over live accounts. */
export const totalProfitTodayUsd = (state: Known): DecimalText =>
  counted(state).reduce<DecimalText>((sum, { profit, atStart }) => plus(sum, minus(profit, atStart)), '0');

/** The latest day that a standing is of; empty while there are none. */
export const dayOf = ({ standings }: Pick<GlobalState, 'standings'>): string =>
  Object.values(standings).reduce((latest, { date }) => (date > latest ? date : latest), '');

/** Today's total at or below which the limit is reached: further down when a person went on with a loss. */
export function lossFloorUsd(state: Pick<GlobalState, 'limits' | 'accepted' | 'standings'>): DecimalText | null {
  const { limits, accepted } = state;
  if (limits.maxDailyLossUsd === null) return null;
  const begin = accepted !== null && accepted.date === dayOf(state) ? smaller('0', accepted.profitUsd) : '0';
  return minus(begin, limits.maxDailyLossUsd);
}

export function isLossReached(state: GlobalState): boolean {
  const floor = lossFloorUsd(state);
  return floor !== null && dayOf(state) !== '' && !isMore(totalProfitTodayUsd(state), floor);
}

/** What to watch now; null: nothing is owned, or no limit asks for it. */
export function totalsWatch(state: GlobalState): TotalsWatch | null {
  const { limits, standings, prices, tradingState } = state;
  if (limits.maxExposureUsd === null && limits.maxDailyLossUsd === null) return null;
  const real = Object.values(standings).filter(({ sandbox }) => !sandbox);
  if (!real.some(ownsAnything)) return null;
  const counting = counted(state);
  const floor = tradingState === 'active' && !isLossReached(state) ? lossFloorUsd(state) : null;
  const places = [...new Set(real.map(({ exchange }) => exchange))].sort().map((exchange): PlaceTotals => {
    const symbols = symbolsOf(real.filter((standing) => standing.exchange === exchange));
    const known = symbols.flatMap((symbol) => {
      const price = prices[exchange]?.[symbol];
      return price === undefined ? [] : [[symbol, price] as const];
    });
    return {
      exchange,
      symbols,
      known: Object.fromEntries(known),
      positions: summed(counting.filter(({ standing }) => standing.exchange === exchange)),
    };
  });
  const atStart = counting.reduce<DecimalText>((sum, one) => plus(sum, one.atStart), '0');
  return { places: places.filter(({ symbols }) => symbols.length > 0), floorUsd: floor && plus(floor, atStart) };
}

const ownsAnything = ({ positions }: Standing): boolean =>
  Object.values(positions).some(({ ownedQuantity }) => isPositive(ownedQuantity));

function symbolsOf(standings: readonly Standing[]): readonly string[] {
  const positions = standings.flatMap((standing) => Object.values(standing.positions));
  const owned = positions.filter(({ ownedQuantity }) => isPositive(ownedQuantity)).map(({ symbol }) => symbol);
  const quotes = positions.map(({ symbol }) => quoteOf(symbol)).filter((quote) => quote !== 'USD');
  return [...new Set([...owned, ...quotes.map((quote) => `${quote}/USD`)])].sort();
}

function summed(accounts: readonly Counted[]): Readonly<Record<string, Position>> {
  const sums: Record<string, Position> = {};
  for (const position of accounts.flatMap(({ standing }) => Object.values(standing.positions))) {
    const { symbol } = position;
    const sum = sums[symbol] ?? emptyPosition(symbol);
    sums[symbol] = {
      symbol,
      ownedQuantity: plus(sum.ownedQuantity, position.ownedQuantity),
      costBasis: plus(sum.costBasis, position.costBasis),
      realizedProfit: plus(sum.realizedProfit, position.realizedProfit),
      feesInBase: plus(sum.feesInBase, position.feesInBase),
      feesInQuote: plus(sum.feesInQuote, position.feesInQuote),
    };
  }
  return sums;
}

/** What these prices are to the one who watches; null: nothing new. */
export function totalsNewsOf({ places, floorUsd }: TotalsWatch, prices: PricesByExchange): 'reached' | 'priced' | null {
  const latest = places.map(({ known, exchange }) => ({ ...known, ...prices[exchange] }));
  if (floorUsd !== null) {
    const profits = places.map(({ positions }, index) =>
      totalProfitUsd({ positions, snapshot: { prices: latest[index] ?? {} } }),
    );
    const total = profits.reduce((sum, profit) => (sum === null || profit === null ? null : plus(sum, profit)), '0');
    if (total !== null && !isMore(total, floorUsd)) return 'reached';
  }
  const isPriced = places.some(({ symbols, known, exchange }) =>
    symbols.some((symbol) => isNews(known[symbol], prices[exchange]?.[symbol])),
  );
  return isPriced ? 'priced' : null;
}

/** What the exposure is divided by should not be far from the market. */
const newsShare = '0.02';

function isNews(known: DecimalText | undefined, price: DecimalText | undefined): boolean {
  if (price === undefined) return false;
  if (known === undefined) return true;
  const least = times(known, newsShare);
  return isMore(price, plus(known, least)) || isMore(minus(known, least), price);
}
