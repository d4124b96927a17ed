import type { DoubleFault } from '../conformance/venue-double.ts';
import type { CoinbaseAccount } from './coinbase-account.ts';
import type { CoinbaseBook } from './coinbase-book.ts';
import { candlesAnswer } from './coinbase-candles.ts';
import { jsonAnswer } from './coinbase-faults.ts';
import type { HttpAnswer } from './coinbase-faults.ts';
import { answerNewOrder } from './coinbase-new-order.ts';
import { coinbaseProducts } from './coinbase-products.ts';
import { fillRow, orderRow, productRow, walletRows } from './coinbase-rows.ts';

export interface Call {
  readonly method: string;
  /** Behind `/api/v3/brokerage/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Which of the double's faults a call can meet. */
export function faultTargetOf({ method, path }: Call): DoubleFault['on'] | null {
  if (method === 'POST') return path === 'orders' ? 'add-order' : null;
  if (path === 'accounts' || path === 'key_permissions' || path === 'orders/historical/fills') return 'ask';
  return path.startsWith('orders/historical/') ? 'look' : null;
}

/** Null: no public path. */
export function answerPublic(book: CoinbaseBook, { path, query }: Call): HttpAnswer | null {
  const charted = /^market\/products\/([^/]+)\/candles$/.exec(path)?.[1];
  if (charted !== undefined) return candlesAnswer(book, charted, query);
  if (path !== 'market/products') return null;
  const wanted = query.getAll('product_ids');
  const isSpot = (query.get('product_type') ?? 'SPOT') === 'SPOT';
  const products = coinbaseProducts.filter(({ productId }) => wanted.length === 0 || wanted.includes(productId));
  const rows = isSpot ? products.map((product) => productRow(product, book.priceOf(product))) : [];
  return jsonAnswer({ products: rows, num_products: rows.length });
}

export function answerPrivate(book: CoinbaseBook, account: CoinbaseAccount, call: Call): HttpAnswer {
  const { method, path, query, body } = call;
  if (method === 'POST') {
    if (!account.mayTrade) return missingScope;
    if (path === 'orders') return answerNewOrder(book, account, body);
    if (path === 'orders/batch_cancel') return answerCancel(book, account, body);
    return notFound;
  }
  const orders = book.orders.filter((order) => order.account === account);
  switch (path) {
    case 'accounts':
      return jsonAnswer(pageOf('accounts', walletRows(account), query));
    case 'key_permissions':
      return jsonAnswer({
        can_view: true,
        can_trade: account.mayTrade,
        can_transfer: account.mayWithdraw,
        portfolio_uuid: 'portfolio-1',
        portfolio_type: 'CONSUMER',
      });
    case 'orders/historical/batch': {
      const from = Date.parse(query.get('start_date') ?? '1970-01-01');
      const status = query.get('order_status');
      const listed = orders.filter((one) => one.createdAt.getTime() >= from && (status ?? one.status) === one.status);
      return jsonAnswer({ sequence: '0', ...pageOf('orders', listed.reverse().map(orderRow), query) });
    }
    case 'orders/historical/fills': {
      const from = Date.parse(query.get('start_sequence_timestamp') ?? '1970-01-01');
      const fills = book.fills.filter(({ order, at }) => order.account === account && at.getTime() >= from);
      const { has_next: _, ...page } = pageOf('fills', fills.reverse().map(fillRow), query);
      return jsonAnswer(page);
    }
    default: {
      const order = orders.find(({ orderId }) => path === `orders/historical/${orderId}`);
      return order === undefined ? notFound : jsonAnswer({ order: orderRow(order) });
    }
  }
}

function answerCancel(book: CoinbaseBook, account: CoinbaseAccount, body: string): HttpAnswer {
  const { order_ids: ids } = JSON.parse(body) as { order_ids: readonly string[] };
  const results = ids.map((id) => {
    const order = book.orders.find((one) => one.orderId === id && one.account === account && one.status === 'OPEN');
    if (order === undefined) return { success: false, failure_reason: 'UNKNOWN_CANCEL_ORDER', order_id: id };
    book.cancel(order);
    return { success: true, failure_reason: 'UNKNOWN_CANCEL_FAILURE_REASON', order_id: id };
  });
  return jsonAnswer({ results });
}

const largestPage = 2;

/** Counted from the end, so that rows that come first in the meantime don't move a page. */
function pageOf(list: string, rows: readonly object[], query: URLSearchParams) {
  const cursor = query.get('cursor');
  const start = cursor === null ? 0 : rows.length - Number(cursor);
  const end = start + Math.min(largestPage, Number(query.get('limit') ?? largestPage));
  const hasNext = end < rows.length;
  return { [list]: rows.slice(start, end), has_next: hasNext, cursor: hasNext ? String(rows.length - end) : '' };
}

const error = (status: number, name: string, message: string): HttpAnswer =>
  jsonAnswer({ error: name, error_details: message, message }, status);
const notFound = error(404, 'NOT_FOUND', 'order with this orderID was not found');
const missingScope = error(403, 'PERMISSION_DENIED', 'Missing required scopes');
