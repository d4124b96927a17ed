import { dividedBy, isLess, isMore, isPositive, minus, plus, times, type DecimalText } from './decimal.ts';
import type { Position } from './position.ts';
import { totalProfitUsd } from './profit.ts';

/** Which prices one account, or all accounts together, must hear of. */
export interface PriceWatch {
  readonly stops: readonly StopWatch[];
  /** Null: no loss limit. */
  readonly loss: LossWatch | null;
  /** No price came for long: the first that comes is news. */
  readonly isBlind: boolean;
}

export interface StopWatch {
  readonly symbol: string;
  /** At or below this price the position is closed; null: no stop-loss. */
  readonly below: DecimalText | null;
  /** At or above this price the position is closed; null: no take-profit. */
  readonly above: DecimalText | null;
  readonly trailing: { readonly percent: DecimalText; readonly high: DecimalText } | null;
}

export interface LossWatch {
  readonly positions: Readonly<Record<string, Position>>;
  /** Total profit in USD, realized and unrealized, at or below which the loss limit is reached. */
  readonly floorUsd: DecimalText;
}

/** Why a watch ended. The prices are of every symbol watched, as far as known. */
export interface PriceNews {
  /** `reached`: a stop or the loss limit. `high`: a trailing stop moved up. `priced`: prices come again. */
  readonly kind: 'reached' | 'high' | 'priced' | 'blind';
  readonly prices: Readonly<Record<string, DecimalText>>;
  readonly atMs: number;
}

type Prices = Readonly<Record<string, DecimalText>>;

/** Every symbol whose price a watch needs. A profit is counted in USD, also that of a position sold since. */
export function symbolsOf({ stops, loss }: PriceWatch): readonly string[] {
  const positions = Object.values(loss?.positions ?? {});
  const owned = positions.filter(({ ownedQuantity }) => isPositive(ownedQuantity)).map(({ symbol }) => symbol);
  const quotes = positions.map(({ symbol }) => symbol.split('/')[1] ?? '').filter((quote) => quote !== 'USD');
  return [...new Set([...stops.map(({ symbol }) => symbol), ...owned, ...quotes.map((quote) => `${quote}/USD`)])];
}

/** What these prices are to the one who watches; null: nothing new. A price that is missing is never news. */
export function newsOf(watch: PriceWatch, prices: Prices): 'reached' | 'high' | 'priced' | null {
  const isReached = watch.stops.some((stop) => reachedBy(stop, prices[stop.symbol]) !== null);
  if (isReached || isLossReached(watch.loss, prices)) return 'reached';
  if (watch.stops.some((stop) => isNewHigh(stop, prices[stop.symbol]))) return 'high';
  const isPriced = watch.isBlind && symbolsOf(watch).every((symbol) => prices[symbol] !== undefined);
  return isPriced ? 'priced' : null;
}

/** The stop that a price has reached; null: none. */
export function reachedBy(
  { below, above, trailing }: StopWatch,
  price: DecimalText | undefined,
): 'stop-loss' | 'take-profit' | 'trailing-stop' | null {
  if (price === undefined) return null;
  if (below !== null && !isMore(price, below)) return 'stop-loss';
  if (above !== null && !isLess(price, above)) return 'take-profit';
  if (trailing === null) return null;
  const floor = times(trailing.high, minus('1', dividedBy(trailing.percent, '100')));
  return isMore(price, floor) ? null : 'trailing-stop';
}

function isLossReached(loss: LossWatch | null, prices: Prices): boolean {
  if (loss === null) return false;
  const profit = totalProfitUsd({ positions: loss.positions, snapshot: { prices } });
  return profit !== null && !isMore(profit, loss.floorUsd);
}

/** By a tenth of the trailing distance: smaller steps are not worth telling, and cost a lost worker's successor little. */
function isNewHigh({ trailing }: StopWatch, price: DecimalText | undefined): boolean {
  if (trailing === null || price === undefined) return false;
  return !isLess(price, times(trailing.high, plus('1', dividedBy(trailing.percent, '1000'))));
}
