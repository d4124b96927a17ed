import type { AccountState } from './account-state.ts';
import { dividedBy, isLess, isPositive, larger, minus, plus, times, type DecimalText } from './decimal.ts';
import { effectiveState } from './effective-state.ts';
import { averagePriceOf, type Position } from './position.ts';
import { reachedBy, type LossWatch, type PriceNews, type PriceWatch, type StopWatch } from './price-watch.ts';
import { heldPositions, asRehearsed } from './rehearsed-state.ts';
import { liquidation, type Trade } from './trade.ts';

/** A stop whose exit sold nothing fires again after this. */
export const stopRetryMs = 10_000;

/** What an account must hear of prices now; null when nothing owned has a stop or a loss limit. */
export function watchOf(state: AccountState, nowMs: number): PriceWatch | null {
  const stops = stopsOf(state, nowMs);
  const loss = lossWatchOf(state);
  if (stops.length === 0 && loss === null) return null;
  return { stops, loss, isBlind: state.stops.blindSinceMs !== null };
}

function stopsOf(state: AccountState, nowMs: number): readonly StopWatch[] {
  const { stopLossPct, takeProfitPct, trailingStopPct } = state.config;
  if (effectiveState(state) === 'halted') return [];
  return Object.values(heldPositions(state))
    .filter((position) => isSellable(state, position) && isIdle(state, position.symbol, nowMs))
    .map((position) => {
      const average = averagePriceOf(position);
      return {
        symbol: position.symbol,
        below: stopLossPct === null ? null : times(average, minus('1', dividedBy(stopLossPct, '100'))),
        above: takeProfitPct === null ? null : times(average, plus('1', dividedBy(takeProfitPct, '100'))),
        trailing:
          trailingStopPct === null
            ? null
            : { percent: trailingStopPct, high: state.stops.highs[position.symbol] ?? average },
      };
    })
    .filter(({ below, above, trailing }) => below !== null || above !== null || trailing !== null);
}

function isSellable(state: AccountState, { symbol, ownedQuantity }: Position): boolean {
  const rules = state.markets[symbol] ?? null;
  return rules !== null && isPositive(ownedQuantity) && !isLess(ownedQuantity, rules.minimumQuantity);
}

/** Nothing on this symbol waits or is under way: one exit is enough. */
const isIdle = (state: AccountState, symbol: string, nowMs: number): boolean =>
  nowMs - (state.stops.firedAtMs[symbol] ?? 0) >= stopRetryMs &&
  !state.inbox.some((trade) => trade.symbol === symbol && trade.kind === 'exit') &&
  !state.openOrders.some((order) => order.record.symbol === symbol);

function lossWatchOf(account: AccountState): LossWatch | null {
  const { maxDailyLossUsd, stopTradingOnLoss } = account.config.limits;
  if (maxDailyLossUsd === null || !stopTradingOnLoss || account.tradingState !== 'active') return null;
  const { positions, day } = asRehearsed(account);
  const isOwning = Object.values(positions).some(({ ownedQuantity }) => isPositive(ownedQuantity));
  if (day.profitAtStartUsd === null || !isOwning) return null;
  return { positions, floorUsd: minus(day.profitAtStartUsd, maxDailyLossUsd) };
}

/** The account with newer prices, and with the exits that they call for in its queue. */
export function withPrices(state: AccountState, news: PriceNews, nowMs: number): AccountState {
  if (state.snapshot === null) return state;
  const blindSinceMs = news.kind === 'blind' ? (state.stops.blindSinceMs ?? news.atMs) : null;
  const prices = { ...state.snapshot.prices, ...news.prices };
  const snapshot = { ...state.snapshot, prices };
  return withStops({ ...state, snapshot, stops: { ...state.stops, blindSinceMs } }, news.prices, nowMs);
}

/**
 * Moves trailing stops up, and queues an exit for every position whose stop its price has reached.
 * @param prices of this moment: an older one may be from before the position was bought
 */
export function withStops(
  before: AccountState,
  prices: Readonly<Record<string, DecimalText>>,
  nowMs: number,
): AccountState {
  const state = withHighs(before, prices);
  const fired = stopsOf(state, nowMs).flatMap((stop): readonly Trade[] => {
    const leg = reachedBy(stop, prices[stop.symbol]);
    if (leg === null) return [];
    return [{ ...liquidation(`${leg}:${stop.symbol}:${nowMs}`, stop.symbol, nowMs, state.mode), leg }];
  });
  if (fired.length === 0) return state;
  const firedAtMs = { ...state.stops.firedAtMs, ...Object.fromEntries(fired.map(({ symbol }) => [symbol, nowMs])) };
  return { ...state, inbox: [...state.inbox, ...fired], stops: { ...state.stops, firedAtMs } };
}

/** The highest price of each position since its entry; what is owned no more is forgotten. */
export function withHighs(state: AccountState, prices: Readonly<Record<string, DecimalText>>): AccountState {
  if (state.config.trailingStopPct === null) return state;
  const highs = Object.values(heldPositions(state))
    .filter(({ ownedQuantity }) => isPositive(ownedQuantity))
    .map((position): [string, DecimalText] => {
      const known = state.stops.highs[position.symbol] ?? averagePriceOf(position);
      return [position.symbol, larger(known, prices[position.symbol] ?? known)];
    });
  return { ...state, stops: { ...state.stops, highs: Object.fromEntries(highs) } };
}
