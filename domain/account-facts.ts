import type { AccountState, OpenOrder } from './account-state.ts';
import { minus, plus, times, type DecimalText } from './decimal.ts';

/** How long an entry may be sent after the trade it copies. */
export const intentLifeMs = 30_000;
/** How old a balance may be when an entry is sized. */
export const maxSnapshotAgeMs = 15_000;

export const hasFreshSnapshot = (state: Pick<AccountState, 'snapshot'>, nowMs: number): boolean =>
  state.snapshot !== null && nowMs - state.snapshot.atMs <= maxSnapshotAgeMs;

/** An order without a master's price is held against the exchange's own, which must not have moved on. */
const maxPriceAgeMs = 2_000;
export const hasPriceOfTheMoment = (state: Pick<AccountState, 'snapshot'>, symbol: string, nowMs: number): boolean =>
  state.snapshot?.prices[symbol] !== undefined && nowMs - state.snapshot.atMs <= maxPriceAgeMs;

/** An order on this symbol that may exist at the exchange without our knowing. */
export const unresolvedOn = (state: Pick<AccountState, 'openOrders'>, symbol: string): OpenOrder | undefined =>
  state.openOrders.find(
    (order) => order.record.symbol === symbol && (order.state === 'unknown' || order.state === 'needs-review'),
  );

/** An exit on this symbol has to wait: what is owned is about to change, and soon known. */
export const isExitBlocked = (state: Pick<AccountState, 'openOrders'>, symbol: string): boolean =>
  state.openOrders.some((order) => order.record.symbol === symbol && order.state !== 'needs-review');

/** Quote units that buys on this symbol, not yet settled, may still take. */
export const openBuyNotional = (state: Pick<AccountState, 'openOrders'>, symbol: string): DecimalText =>
  notionalOf(state.openOrders.filter(({ record }) => record.symbol === symbol));

/** What buys not yet settled may still take of one currency, whatever they buy. */
export const openBuysPaidIn = ({ openOrders, markets }: AccountState, quote: string): DecimalText =>
  notionalOf(
    openOrders.filter(({ record }) => (markets[record.symbol]?.quote ?? record.symbol.split('/')[1]) === quote),
  );

const notionalOf = (orders: readonly OpenOrder[]): DecimalText =>
  orders
    .filter((order) => order.record.side === 'buy')
    .map(({ record, applied }) => {
      const plan = record.plan;
      if (plan === null) return '0';
      return times(minus(plan.quantity, applied.quantity), plan.limitPrice ?? record.basis.referencePrice ?? '0');
    })
    .reduce(plus, '0');

/** Base units that sells under review may have sold already. */
export function quantityUnderReview(state: Pick<AccountState, 'openOrders'>, symbol: string): DecimalText {
  return state.openOrders
    .filter((order) => order.record.side === 'sell' && order.record.symbol === symbol)
    .map((order) => minus(order.record.plan?.quantity ?? '0', order.applied.quantity))
    .reduce(plus, '0');
}
