import { dividedBy } from '../../../domain/decimal.ts';
import type { CoinbaseAccount } from './coinbase-account.ts';
import type { CoinbaseFill, CoinbaseOrder } from './coinbase-book.ts';
import type { CoinbaseProduct } from './coinbase-products.ts';

export const configurationOf = ({ limitPrice, baseSize }: CoinbaseOrder): object =>
  limitPrice === null
    ? { market_market_ioc: { base_size: baseSize, rfq_disabled: false } }
    : { sor_limit_ioc: { base_size: baseSize, limit_price: limitPrice, rfq_disabled: false } };

/** An order as Coinbase lists it. */
export const orderRow = (order: CoinbaseOrder): object => ({
  order_id: order.orderId,
  product_id: order.product.productId,
  user_id: order.account.keyName,
  order_configuration: configurationOf(order),
  side: order.side,
  client_order_id: order.clientOrderId,
  status: order.status,
  time_in_force: 'IMMEDIATE_OR_CANCEL',
  created_time: order.createdAt.toISOString(),
  completion_percentage: order.status === 'FILLED' ? '100' : '0',
  filled_size: order.filledSize,
  average_filled_price: order.filledSize === '0' ? '0' : dividedBy(order.filledValue, order.filledSize),
  fee: '',
  number_of_fills: order.filledSize === '0' ? '0' : '1',
  filled_value: order.filledValue,
  pending_cancel: false,
  size_in_quote: false,
  total_fees: order.totalFees,
  size_inclusive_of_fees: false,
  total_value_after_fees: '0',
  trigger_status: 'INVALID_ORDER_TYPE',
  order_type: order.limitPrice === null ? 'MARKET' : 'LIMIT',
  reject_reason: 'REJECT_REASON_UNSPECIFIED',
  settled: order.status === 'FILLED',
  product_type: 'SPOT',
  reject_message: '',
  cancel_message: '',
});

/** A fill as Coinbase lists it, its times to the nanosecond. */
export const fillRow = ({ order, tradeId, price, size, commission, at }: CoinbaseFill): object => ({
  entry_id: `entry-${tradeId}`,
  trade_id: tradeId,
  order_id: order.orderId,
  trade_time: at.toISOString().replace('Z', '123456Z'),
  trade_type: 'FILL',
  price,
  size,
  commission,
  product_id: order.product.productId,
  sequence_timestamp: at.toISOString(),
  liquidity_indicator: 'TAKER',
  size_in_quote: false,
  user_id: order.account.keyName,
  side: order.side,
});

/** A key's wallets: one for each asset, and an empty one. */
export const walletRows = ({ available, held }: CoinbaseAccount): readonly object[] =>
  [...new Set([...available.keys(), ...held.keys(), 'DOGE'])].map((currency) => ({
    uuid: `wallet-${currency}`,
    name: `${currency} Wallet`,
    currency,
    available_balance: { value: available.get(currency) ?? '0.0000000000000000', currency },
    default: true,
    active: true,
    created_at: '2023-01-04T06:20:06.456Z',
    updated_at: '2023-01-04T06:20:07.181Z',
    deleted_at: null,
    type: currency === 'USD' ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    hold: { value: held.get(currency) ?? '0.0000000000000000', currency },
  }));

/** A product as Coinbase lists it. */
export const productRow = (product: CoinbaseProduct, price: string): object => ({
  product_id: product.productId,
  price,
  base_increment: product.baseIncrement,
  quote_increment: product.priceIncrement,
  price_increment: product.priceIncrement,
  quote_min_size: product.quoteMinSize,
  quote_max_size: '150000000',
  base_min_size: product.baseMinSize,
  base_max_size: '3400',
  base_name: product.base,
  quote_name: product.quote,
  is_disabled: false,
  status: 'online',
  cancel_only: false,
  limit_only: false,
  post_only: false,
  trading_disabled: false,
  auction_mode: false,
  product_type: 'SPOT',
  base_currency_id: product.base,
  quote_currency_id: product.quote,
  view_only: false,
  alias: '',
  alias_to: [],
});
