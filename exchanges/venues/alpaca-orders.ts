import { isPositive, times } from '../../domain/decimal.ts';
import type { ListedOrder, OrderPlan, OrderReport } from '../../domain/order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Market, VenueQuery, VenueRequest } from '../venue.ts';
import { feeOfOrder } from './alpaca-fees.ts';
import { alpacaDelete, alpacaGet, alpacaPost } from './alpaca-requests.ts';

const statuses: Readonly<Record<string, OrderReport['status']>> = {
  new: 'open',
  accepted: 'open',
  pending_new: 'open',
  accepted_for_bidding: 'open',
  partially_filled: 'open',
  pending_cancel: 'open',
  pending_replace: 'open',
  held: 'open',
  stopped: 'open',
  suspended: 'open',
  calculated: 'open',
  done_for_day: 'open',
  filled: 'closed',
  canceled: 'cancelled',
  replaced: 'cancelled',
  rejected: 'cancelled',
  expired: 'expired',
};

export function addOrder(plan: OrderPlan, marketId: string): VenueRequest {
  return alpacaPost('v2/orders', {
    symbol: marketId,
    qty: plan.quantity,
    side: plan.side,
    type: plan.type === 'market' ? 'market' : 'limit',
    ...(plan.limitPrice !== null && { limit_price: plan.limitPrice }),
    // A market order too: Alpaca makes it a limit order 2 % away, whose rest would stay in the book for ever.
    time_in_force: 'ioc',
    client_order_id: plan.clientOrderId,
  });
}

export const orderById = (exchangeOrderId: string, market: Market): VenueQuery<OrderReport> => ({
  request: alpacaGet('v2/orders/{order_id}', { order_id: exchangeOrderId }),
  read(result) {
    const report = readOrder(result, market)?.report ?? null;
    return report?.exchangeOrderId === exchangeOrderId ? report : null;
  },
});

/** Alpaca takes on a cancel and carries it out a moment later: the order's own status tells. */
export const cancelOrder = (exchangeOrderId: string): VenueQuery<true> => ({
  request: alpacaDelete('v2/orders/{order_id}', { order_id: exchangeOrderId }),
  read: (result) => (result === null ? true : null),
  // Nothing of it is open any more, which is all that a cancel is for.
  readErrors: (errors) =>
    isOrderUnknown(errors) || errors.every((error) => error.startsWith('42210000 order is already in ')) ? true : null,
});

/** Not every 404 speaks of an order. */
export const isOrderUnknown = (errors: readonly string[]): boolean =>
  errors.length > 0 && errors.every((error) => /^40410000 order (is )?not found/.test(error));

/** Null: a field is missing or unreadable. `market` null: none that Lockstep knows. */
export function readOrder(row: Json, market: Market | null): ListedOrder | null {
  const exchangeOrderId = textOf(field(row, 'id'));
  const marketId = textOf(field(row, 'symbol'));
  const status = statuses[textOf(field(row, 'status')) ?? ''];
  const side = sideOf(field(row, 'side'));
  const filledQuantity = decimalOf(field(row, 'filled_qty'));
  const averagePrice = decimalOf(field(row, 'filled_avg_price') ?? '0');
  const openedAtMs = timeOf(field(row, 'submitted_at') ?? field(row, 'created_at'));
  if (exchangeOrderId === null || marketId === null || status === undefined || side === null) return null;
  if (filledQuantity === null || averagePrice === null || openedAtMs === null) return null;
  const filled = isPositive(filledQuantity);
  if (filled && !isPositive(averagePrice)) return null;
  const cost = filled ? times(filledQuantity, averagePrice) : '0';
  const report: OrderReport = {
    exchangeOrderId,
    clientOrderId: textOf(field(row, 'client_order_id')),
    status,
    filledQuantity,
    cost,
    averagePrice: filled ? averagePrice : null,
    ...feeOfOrder({ side, quantity: filledQuantity, cost, assets: market ?? assetsOf(marketId) }),
    tradeIds: [],
  };
  return { report, symbol: market?.symbol ?? marketId, side, openedAtMs };
}

export function sideOf(value: Json): Side | null {
  return value === 'buy' || value === 'sell' ? value : null;
}

/** Milliseconds of a time such as `2026-01-02T03:04:05.123456789Z`, cut, not rounded. */
export function timeOf(value: Json): number | null {
  const ms = Date.parse(textOf(value) ?? '');
  return Number.isFinite(ms) ? ms : null;
}

/** Of a pair that is no longer listed; what has no slash is a stock. */
export function assetsOf(marketId: string): { readonly base: string; readonly quote: string } | null {
  const [base, quote, ...rest] = marketId.split('/');
  return base && quote && rest.length === 0 ? { base, quote } : null;
}
