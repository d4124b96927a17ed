import { isLess, isMore, larger, minus, plus, smaller, times, type DecimalText } from './decimal.ts';
import { noGlobalOrder, type GlobalOrder } from './global-order.ts';
import type { GlobalState } from './global-state.ts';
import { hasLimits } from './global-transitions.ts';

export interface AddressedOrder {
  readonly accountId: string;
  readonly order: GlobalOrder;
}

/** A share is told anew when it changes by more than this part of it: less is not worth a line in every history. */
const worthTelling = '0.01';

/**
 * What to tell next, and whom; empty when everybody knows. What live accounts were told never sums above the limit:
 * smaller shares are told first, larger ones only out of what is free by then.
 */
export function ordersToTell(state: GlobalState, most: number): readonly AddressedOrder[] {
  const rows = state.accountIds.map((accountId) => rowOf(state, accountId));
  const lifted = rows.filter(({ change }) => change === 'larger');
  const free = freeUsd(state);
  const wanted = lifted
    .filter(({ isLive }) => isLive)
    .reduce((sum, row) => plus(sum, minus(row.share, row.toldShare)), '0');
  const isShort = isLess(free, wanted);
  const shrunk = rows.filter((row) => row.change === 'smaller' || (isShort && isLess(row.share, row.toldShare)));
  const isShrinking = shrunk.length > 0;
  let left = free;
  const orders = rows.flatMap(({ accountId, order, told, share, toldShare, change, isLive }): AddressedOrder[] => {
    const tell = (exposureShareUsd: DecimalText | null): AddressedOrder[] => {
      const next = { ...order, exposureShareUsd };
      return told !== undefined && isSame(told, next) ? [] : [{ accountId, order: next }];
    };
    if (order.exposureShareUsd === null) return tell(null);
    if (change === 'smaller' || (isShort && isLess(share, toldShare))) return tell(share);
    if (change === 'same') return tell(toldShare);
    if (!isLive) return tell(share);
    if (isShrinking) return tell(toldShare);
    const growth = smaller(larger('0', left), minus(share, toldShare));
    left = minus(left, growth);
    return tell(plus(toldShare, growth));
  });
  return orders.slice(0, most);
}

export const withTold = (state: GlobalState, orders: readonly AddressedOrder[]): GlobalState => ({
  ...state,
  told: { ...state.told, ...Object.fromEntries(orders.map(({ accountId, order }) => [accountId, order])) },
});

/** What holds for this account by now. */
function orderFor(state: GlobalState, accountId: string): GlobalOrder {
  const { tradingState, reason, limits, standings, shares } = state;
  const isForPractice = standings[accountId]?.sandbox === true;
  return {
    tradingState,
    reason,
    exposureShareUsd: limits.maxExposureUsd === null || isForPractice ? null : (shares[accountId] ?? '0'),
    wantsStanding: hasLimits(state),
  };
}

function rowOf(state: GlobalState, accountId: string) {
  const order = orderFor(state, accountId);
  const told = state.told[accountId];
  const share = order.exposureShareUsd ?? '0';
  const toldShare = told?.exposureShareUsd ?? '0';
  const isUnlimited = told !== undefined && told.exposureShareUsd === null;
  return {
    accountId,
    order,
    told,
    share,
    toldShare,
    change:
      order.exposureShareUsd === null
        ? ('same' as const)
        : isUnlimited
          ? ('smaller' as const)
          : changeOf(toldShare, share),
    isLive: state.standings[accountId]?.isLive === true,
  };
}

function changeOf(from: DecimalText, to: DecimalText): 'smaller' | 'larger' | 'same' {
  const least = times(from, worthTelling);
  if (isLess(to, minus(from, least))) return 'smaller';
  return isMore(to, plus(from, least)) ? 'larger' : 'same';
}

/** What no live account was told that it may hold; nothing while one was told of no limit at all. */
function freeUsd({ limits, accountIds, told, standings }: GlobalState): DecimalText {
  let free = limits.maxExposureUsd ?? '0';
  for (const accountId of accountIds) {
    const order = told[accountId];
    if (order === undefined || standings[accountId]?.sandbox === true) continue;
    if (standings[accountId]?.isLive !== true) continue;
    if (order.exposureShareUsd === null) return '0';
    free = minus(free, order.exposureShareUsd);
  }
  return larger('0', free);
}

const isSame = (one: GlobalOrder, other: GlobalOrder): boolean =>
  one.tradingState === other.tradingState &&
  one.reason === other.reason &&
  one.exposureShareUsd === other.exposureShareUsd &&
  one.wantsStanding === other.wantsStanding;

/** For an account that starts while what holds for it alone is not known yet: nothing it could do too much. */
export const orderBeforeJoining = (global: Pick<GlobalState, 'tradingState' | 'reason' | 'limits'>): GlobalOrder => ({
  ...noGlobalOrder,
  tradingState: global.tradingState,
  reason: global.reason,
  exposureShareUsd: global.limits.maxExposureUsd === null ? null : '0',
});
