import type { TradingState } from './account-config.ts';
import { rounded } from './decimal.ts';
import { exposureShares } from './global-shares.ts';
import type { GlobalLimits, GlobalState, GlobalStatus, PricesByExchange } from './global-state.ts';
import { dayOf, isLossReached, takenUsd, totalExposureUsd, totalProfitTodayUsd } from './global-totals.ts';
import type { Standing } from './standing.ts';

/** The first start: active, nobody joined. */
export const newGlobal = (limits: GlobalLimits): GlobalState => ({
  tradingState: 'active',
  reason: null,
  limits,
  accountIds: [],
  standings: {},
  shares: {},
  told: {},
  absent: [],
  prices: {},
  accepted: null,
});

export const hasLimits = ({ limits }: Pick<GlobalState, 'limits'>): boolean =>
  limits.maxExposureUsd !== null || limits.maxDailyLossUsd !== null;

/** A person's choice. Going on with a loss accepts it: as much as the limit again may be lost from there. */
export function withPersonsState(state: GlobalState, tradingState: TradingState): GlobalState {
  const isGoingOn = tradingState === 'active' && isLossReached(state);
  const accepted = isGoingOn ? { date: dayOf(state), profitUsd: totalProfitTodayUsd(state) } : state.accepted;
  return { ...state, tradingState, reason: null, accepted };
}

/** Without any limit accounts tell nothing, and what they told before soon isn't true any more. */
export const withLimits = (state: GlobalState, limits: GlobalLimits): GlobalState =>
  recounted({ ...state, limits, standings: hasLimits({ limits }) ? state.standings : {} });

/** Who joins, or joins again after a stop, is told anew. */
export function withJoined(state: GlobalState, accountIds: readonly string[]): GlobalState {
  return {
    ...state,
    accountIds: [...new Set([...state.accountIds, ...accountIds])],
    told: without(state.told, accountIds),
    absent: state.absent.filter((id) => !accountIds.includes(id)),
  };
}

export const withLeft = (state: GlobalState, accountIds: readonly string[]): GlobalState => ({
  ...state,
  accountIds: state.accountIds.filter((id) => !accountIds.includes(id)),
  standings: without(state.standings, accountIds),
  shares: without(state.shares, accountIds),
  told: without(state.told, accountIds),
  absent: state.absent.filter((id) => !accountIds.includes(id)),
});

/** Word from an account that never joined makes it join. */
export function withStanding(state: GlobalState, standing: Standing): GlobalState {
  if (!hasLimits(state)) return state;
  const { accountId } = standing;
  const before = state.standings[accountId];
  const known = state.accountIds.includes(accountId) ? state : withJoined(state, [accountId]);
  const next = {
    ...known,
    standings: { ...known.standings, [accountId]: standing },
    absent: known.absent.filter((id) => id !== accountId),
  };
  // What it could hold while it observed is not its part of what live accounts may hold: it is told anew.
  const isSwitched = before !== undefined && before.isLive !== standing.isLive;
  return isSwitched ? { ...next, told: without(next.told, [accountId]) } : next;
}

export const withLatestPrices = (state: GlobalState, prices: PricesByExchange): GlobalState =>
  withLossChecked({
    ...state,
    prices: Object.fromEntries(
      [...new Set([...Object.keys(state.prices), ...Object.keys(prices)])].map((exchange) => [
        exchange,
        { ...state.prices[exchange], ...prices[exchange] },
      ]),
    ),
  });

/** Divides the limit on exposure anew, and looks whether that on loss is reached. */
export const recounted = (state: GlobalState): GlobalState => withLossChecked(withShares(state));

function withShares(state: GlobalState): GlobalState {
  const { limits, standings, prices } = state;
  if (limits.maxExposureUsd === null) return { ...state, shares: {} };
  const takers = Object.values(standings)
    .filter(({ sandbox }) => !sandbox)
    .map((standing) => ({ ...standing, heldUsd: takenUsd(standing, prices[standing.exchange]) }));
  return { ...state, shares: exposureShares(limits.maxExposureUsd, takers) };
}

/** At the loss limit entries end, until a person says otherwise. */
function withLossChecked(state: GlobalState): GlobalState {
  if (state.tradingState !== 'active' || !isLossReached(state)) return state;
  const profit = rounded(totalProfitTodayUsd(state), 2);
  const reason = `GLOBAL_LOSS_REACHED profit_usd=${profit} limit=${state.limits.maxDailyLossUsd ?? ''}`;
  return { ...state, tradingState: 'exit-only', reason };
}

/** Accounts that don't run, or don't answer; one that joins again meanwhile is to be told anew. */
export const withAbsent = (state: GlobalState, ids: readonly string[]): GlobalState => ({
  ...state,
  absent: [...new Set([...state.absent, ...ids.filter((id) => state.told[id] !== undefined)])],
});

/** Joined, running as far as is known, and not heard from since the limits ask for it. */
export const unheard = (state: GlobalState): readonly string[] =>
  hasLimits(state)
    ? state.accountIds.filter((id) => state.standings[id] === undefined && !state.absent.includes(id))
    : [];

export function globalStatusOf(state: GlobalState): GlobalStatus {
  const { tradingState, reason, limits, accountIds } = state;
  const isWatching = hasLimits(state);
  return {
    tradingState,
    reason,
    limits,
    accounts: accountIds.length,
    exposureUsd: isWatching ? totalExposureUsd(state) : null,
    profitTodayUsd: isWatching ? totalProfitTodayUsd(state) : null,
  };
}

const without = <T>(entries: Readonly<Record<string, T>>, ids: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(entries).filter(([id]) => !ids.includes(id)));
