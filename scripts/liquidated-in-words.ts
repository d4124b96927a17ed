import type { AccountStatus } from '../domain/account-status.ts';
import { isPositive } from '../domain/decimal.ts';
import type { LiquidatedPosition } from '../domain/own-order.ts';
import { reasonInWords } from './reason-in-words.ts';

/** Such as `BTC/USD: sold 0.03 of 0.05 at 50000, 0.02 left: partial, its order filled in part`. */
export function positionInWords(position: LiquidatedPosition): string {
  const { symbol, ownedBefore, remaining, outcome, averagePrice, code, context } = position;
  const isObserved = outcome === 'observed';
  const sold = isObserved ? `would sell ${position.quantity}` : `sold ${position.filledQuantity}`;
  const price = averagePrice === null ? '' : ` at ${averagePrice}`;
  const left = isPositive(remaining) && !isObserved ? `, ${remaining} left` : '';
  const why = reasonInWords(code, context);
  return `${symbol}: ${sold} of ${ownedBefore}${price}${left}: ${outcome}${why === '' ? '' : `, ${why}`}`;
}

type Holding = Pick<AccountStatus, 'mode' | 'positions' | 'openOrders' | 'needsReview' | 'queued'>;

/**
 * What could be sold and is not, why, and what comes next; null when all is sold but dust.
 * @param status the account after its liquidation; null when it didn't answer
 */
export function unsoldInWords(
  accountId: string,
  orders: readonly LiquidatedPosition[],
  status: Holding | null,
): string | null {
  const left = status === null ? leftByOrders(orders) : leftAtAccount(status);
  if (left.length === 0) return null;
  const owned = left.map(({ quantity, symbol }) => `${quantity} ${symbol}`).join(', ');
  const why = orders
    .filter(({ symbol }) => left.some((position) => position.symbol === symbol))
    .map(({ symbol, outcome, code, context }) => {
      const words = reasonInWords(code, context);
      return `${symbol} ${outcome}${words === '' ? '' : `, ${words}`}`;
    });
  return `still owns ${[owned, ...why].join('; ')}; ${whatComesNext(accountId, status)}`;
}

interface Left {
  readonly symbol: string;
  readonly quantity: string;
}

/** What is really owned: a liquidation that was only observed sold nothing. */
const leftAtAccount = ({ positions }: Holding): readonly Left[] =>
  positions.filter(({ isDust }) => !isDust).map(({ symbol, ownedQuantity }) => ({ symbol, quantity: ownedQuantity }));

const leftByOrders = (orders: readonly LiquidatedPosition[]): readonly Left[] =>
  orders
    .filter(({ remaining, code }) => isPositive(remaining) && code !== 'DUST')
    .map(({ symbol, remaining }) => ({ symbol, quantity: remaining }));

function whatComesNext(accountId: string, status: Holding | null): string {
  const look = `look at "status ${accountId}" and "history ${accountId}"`;
  if (status === null) return look;
  if (status.mode === 'observe') return `it observes, so nothing was sent: "mode live ${accountId} --yes" first`;
  if (status.openOrders - status.needsReview.length + status.queued > 0) return `it goes on selling: ${look}`;
  return `it does not sell on by itself: ${look}`;
}
