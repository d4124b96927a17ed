import { dividedBy, isPositive, plus, times } from '../../../domain/decimal.ts';
import type { DecimalText } from '../../../domain/decimal.ts';
import { coinsOf, freeOf, totalOf } from './alpaca-account.ts';
import type { AlpacaAccount } from './alpaca-account.ts';
import type { AlpacaBook } from './alpaca-book.ts';
import { timeText } from './alpaca-order.ts';
import type { AlpacaFill, AlpacaOrder } from './alpaca-order.ts';
import { stockPosition } from './alpaca-stock.ts';

/** Alpaca's order entity, with the fields that crypto leaves empty. */
export function orderAnswer(order: AlpacaOrder): object {
  const submitted = timeText(order.submitted);
  const filled = isPositive(order.filledQuantity);
  return {
    id: order.id,
    client_order_id: order.clientOrderId,
    created_at: submitted,
    updated_at: submitted,
    submitted_at: submitted,
    filled_at: order.status === 'filled' ? submitted : null,
    expired_at: null,
    canceled_at: order.status === 'canceled' ? submitted : null,
    failed_at: null,
    replaced_at: null,
    replaced_by: null,
    replaces: null,
    asset_id: '276e2673-764b-4ab6-a611-caf665ca6340',
    symbol: order.symbol,
    asset_class: 'crypto',
    notional: null,
    qty: order.quantity,
    filled_qty: order.filledQuantity,
    filled_avg_price: filled ? dividedBy(order.cost, order.filledQuantity) : null,
    order_class: '',
    order_type: order.type,
    type: order.type,
    side: order.side,
    time_in_force: order.timeInForce,
    limit_price: order.limitPrice,
    stop_price: null,
    status: order.status,
    extended_hours: false,
    legs: null,
    trail_percent: null,
    trail_price: null,
    hwm: null,
    subtag: null,
    source: 'access_key',
  };
}

/** An order and a fill tell what was bought, not what arrived: fees are in neither. */
export const fillAnswer = ({ order, id, quantity, price, leaves, at }: AlpacaFill): object => ({
  id,
  activity_type: 'FILL',
  transaction_time: timeText(at),
  type: isPositive(leaves) ? 'partial_fill' : 'fill',
  price,
  qty: quantity,
  side: order.side,
  symbol: order.symbol,
  leaves_qty: leaves,
  order_id: order.id,
  cum_qty: order.filledQuantity,
  order_status: order.status,
});

export function accountAnswer(account: AlpacaAccount, book: AlpacaBook): object {
  const cash = freeOf(account, 'USD');
  const coins = coinsOf(account)
    .map((coin) => valueOf(coin, totalOf(account, coin), book))
    .reduce(plus, '0');
  return {
    id: '43a01bde-4eb1-4fc5-9c1c-26adb5000000',
    account_number: '744873727',
    status: 'ACTIVE',
    crypto_status: 'ACTIVE',
    currency: 'USD',
    buying_power: cash,
    non_marginable_buying_power: cash,
    cash,
    portfolio_value: plus(totalOf(account, 'USD'), coins),
    trading_blocked: false,
    transfers_blocked: false,
    account_blocked: false,
    trade_suspended_by_user: !account.mayTrade,
    multiplier: '1',
    equity: plus(totalOf(account, 'USD'), coins),
    position_market_value: coins,
    daytrade_count: 0,
    crypto_tier: 1,
  };
}

/** Coins, and a stock that is called like a coin. */
export const positionsAnswer = (account: AlpacaAccount, book: AlpacaBook): readonly object[] => [
  stockPosition,
  ...coinsOf(account).map((coin) => ({
    asset_id: '64bbff51-59d6-4b3c-9351-13ad85e3c752',
    symbol: `${coin}USD`,
    exchange: 'CRYPTO',
    asset_class: 'crypto',
    asset_marginable: false,
    qty: totalOf(account, coin),
    side: 'long',
    market_value: valueOf(coin, totalOf(account, coin), book),
    qty_available: freeOf(account, coin),
  })),
];

const valueOf = (coin: string, amount: DecimalText, book: AlpacaBook): DecimalText =>
  times(amount, book.prices.get(`${coin}/USD`) ?? '0');
