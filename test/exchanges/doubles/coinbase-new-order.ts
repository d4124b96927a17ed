import { floorToStep, isDecimalText, isLess, times } from '../../../domain/decimal.ts';
import type { CoinbaseAccount } from './coinbase-account.ts';
import type { CoinbaseBook, NewCoinbaseOrder } from './coinbase-book.ts';
import { jsonAnswer } from './coinbase-faults.ts';
import type { HttpAnswer } from './coinbase-faults.ts';
import { coinbaseProducts } from './coinbase-products.ts';
import { configurationOf } from './coinbase-rows.ts';

interface OrderBody {
  readonly client_order_id?: string;
  readonly product_id?: string;
  readonly side?: string;
  readonly order_configuration?: {
    readonly market_market_ioc?: { readonly base_size?: string };
    readonly sor_limit_ioc?: { readonly base_size?: string; readonly limit_price?: string };
  };
}

/** `POST orders`: 200 whether an order came of it or not. */
export function answerNewOrder(book: CoinbaseBook, account: CoinbaseAccount, text: string): HttpAnswer {
  const body = JSON.parse(text) as OrderBody;
  const { client_order_id: clientOrderId = '', order_configuration: configuration = {} } = body;
  if (clientOrderId === '') return badRequest('client_order_id is required');
  // An id names one order for good: whoever sends it again gets that order back.
  const earlier = book.orders.find((order) => order.account === account && order.clientOrderId === clientOrderId);
  if (earlier !== undefined) return accepted(earlier);

  const product = coinbaseProducts.find(({ productId }) => productId === body.product_id);
  const { side } = body;
  const baseSize = configuration.market_market_ioc?.base_size ?? configuration.sor_limit_ioc?.base_size ?? '';
  const limitPrice = configuration.sor_limit_ioc?.limit_price ?? null;
  if (product === undefined) return refused('INVALID_PRODUCT_ID', 'product not found');
  if (side !== 'BUY' && side !== 'SELL') return badRequest('side is required');
  if (!isDecimalText(baseSize)) return refused('UNSUPPORTED_ORDER_CONFIGURATION', 'no base size');
  if (floorToStep(baseSize, product.baseIncrement) !== baseSize) {
    return refused('INVALID_SIZE_PRECISION', 'Too many decimals in order amount');
  }
  if (limitPrice !== null && floorToStep(limitPrice, product.priceIncrement) !== limitPrice) {
    return refused('INVALID_PRICE_PRECISION', 'Too many decimals in order price');
  }
  if (isLess(baseSize, product.baseMinSize)) return refusedByPreview('PREVIEW_INVALID_BASE_SIZE_TOO_SMALL');
  if (isLess(times(baseSize, limitPrice ?? book.priceOf(product)), product.quoteMinSize)) {
    return refusedByPreview('PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL');
  }
  const wanted: NewCoinbaseOrder = { account, clientOrderId, product, side, baseSize, limitPrice };
  const order = book.place(wanted);
  return order === null ? refused('INSUFFICIENT_FUND', 'Insufficient balance in source account') : accepted(order);
}

const accepted = (order: CoinbaseBook['orders'][number]): HttpAnswer =>
  jsonAnswer({
    success: true,
    success_response: {
      order_id: order.orderId,
      product_id: order.product.productId,
      side: order.side,
      client_order_id: order.clientOrderId,
    },
    order_configuration: configurationOf(order),
  });

const failed = (error: object): HttpAnswer =>
  jsonAnswer({ success: false, failure_reason: 'UNKNOWN_FAILURE_REASON', order_id: '', error_response: error });

const refused = (reason: string, message: string): HttpAnswer =>
  failed({ error: reason, message, error_details: '', preview_failure_reason: `PREVIEW_${reason}` });

/** Coinbase names the reason in one of two fields only. */
const refusedByPreview = (reason: string): HttpAnswer =>
  failed({ error: 'UNKNOWN_FAILURE_REASON', message: '', error_details: '', preview_failure_reason: reason });

const badRequest = (text: string): HttpAnswer =>
  jsonAnswer({ error: 'INVALID_ARGUMENT', error_details: text, message: text }, 400);
