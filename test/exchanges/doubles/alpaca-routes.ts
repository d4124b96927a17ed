import { accountOfHeaders } from './alpaca-account.ts';
import type { AlpacaAccount } from './alpaca-account.ts';
import { accountAnswer, orderAnswer, positionsAnswer } from './alpaca-answers.ts';
import { assets } from './alpaca-assets.ts';
import { barsAnswer } from './alpaca-bars.ts';
import { close } from './alpaca-book.ts';
import type { AlpacaBook } from './alpaca-book.ts';
import { json, refused } from './alpaca-http.ts';
import type { AlpacaCall, AlpacaReply } from './alpaca-http.ts';
import { listFills, listOrders } from './alpaca-lists.ts';
import { isOpen } from './alpaca-order.ts';
import type { AlpacaOrder } from './alpaca-order.ts';
import { placeOrder } from './alpaca-placing.ts';
import { quotesAnswer } from './alpaca-quotes.ts';

/** Alpaca's trading and market data interfaces behind one address. */
export function answerAlpaca(book: AlpacaBook, accounts: readonly AlpacaAccount[], call: AlpacaCall): AlpacaReply {
  const { method, path, query } = call;
  if (path === '/v1beta3/crypto/us/latest/quotes') return quotesAnswer(book, query.get('symbols') ?? '');
  if (path === '/v1beta3/crypto/us/bars') return barsAnswer(book, query);
  const account = accountOfHeaders(accounts, call.headers);
  if (account === null) return json(401, { message: 'unauthorized.' });

  const orderId = /^\/v2\/orders\/([^/]+)$/.exec(path)?.[1];
  if (orderId !== undefined) {
    const order = book.orders.find((known) => known.account === account && known.id === orderId);
    if (order === undefined) return refused(40410000, `order not found for ${orderId}`);
    return method === 'DELETE' ? cancel(order) : json(200, orderAnswer(order));
  }
  switch (`${method} ${path}`) {
    case 'POST /v2/orders':
      return placeOrder(book, account, call.body);
    case 'GET /v2/orders':
      return listOrders(book, account, query);
    case 'GET /v2/orders:by_client_order_id':
      return orderByClientId(book, account, query.get('client_order_id') ?? '');
    case 'GET /v2/account/activities/FILL':
      return listFills(book, account, query);
    case 'GET /v2/account':
      return json(200, accountAnswer(account, book));
    case 'GET /v2/positions':
      return json(200, positionsAnswer(account, book));
    case 'GET /v2/assets':
      return json(
        200,
        assets.filter((asset) => asset.class === query.get('asset_class') && asset.status === query.get('status')),
      );
    default:
      return refused(40410000, 'endpoint not found.');
  }
}

function orderByClientId(book: AlpacaBook, account: AlpacaAccount, clientOrderId: string): AlpacaReply {
  const order = book.orders.find((known) => known.account === account && known.clientOrderId === clientOrderId);
  return order === undefined
    ? refused(40410000, `order not found for ${clientOrderId}`)
    : json(200, orderAnswer(order));
}

function cancel(order: AlpacaOrder): AlpacaReply {
  if (!isOpen(order)) return refused(42210000, `order is already in "${order.status}" state`);
  close(order, 'canceled');
  return { status: 204, body: null };
}
