import { ordersOf } from './binance-book.ts';
import type { Book, BookOrder, DoubleAccount } from './binance-book.ts';
import { klines } from './binance-klines.ts';
import { exchangeInfo, marketById } from './binance-markets.ts';
import { placeOrder } from './binance-order-request.ts';
import { badRequest } from './binance-refusal.ts';
import { cancelRow, fullRow, orderRow, tradeRow } from './binance-rows.ts';

/** What one endpoint answers with HTTP 200. What it refuses, it throws. */
export type PublicEndpoint = (book: Book, params: URLSearchParams) => unknown;
export type SignedEndpoint = (book: Book, params: URLSearchParams, account: DoubleAccount) => unknown;

export const publicEndpoints: Readonly<Record<string, PublicEndpoint>> = {
  'GET /api/v3/exchangeInfo': exchangeInfo,
  'GET /api/v3/klines': klines,
  'GET /api/v3/ticker/price': (book, params) => {
    const wanted = JSON.parse(params.get('symbols') ?? '[]') as readonly string[];
    if (wanted.some((id) => marketById(id) === undefined)) throw badRequest(-1121, 'Invalid symbol.');
    return book.prices().filter(({ symbol }) => wanted.includes(symbol));
  },
};

export const signedEndpoints: Readonly<Record<string, SignedEndpoint>> = {
  'POST /api/v3/order': (book, params, account) => {
    const order = placeOrder(book, account, params);
    return fullRow(
      order,
      book.trades.filter((trade) => trade.order === order),
    );
  },
  'GET /api/v3/order': (book, params, account) => {
    const order = named(book, params, account);
    if (order === undefined) throw badRequest(-2013, 'Order does not exist.');
    return orderRow(order);
  },
  'DELETE /api/v3/order': (book, params, account) => cancelRow(book.cancel(named(book, params, account))),
  'GET /api/v3/openOrders': (book, params, account) =>
    ordersOf(book, account, symbolOf(params)).filter(book.isOpen).map(orderRow),
  'GET /api/v3/allOrders': (book, params, account) => {
    const orders = ordersOf(book, account, symbolOf(params));
    return pageOf(orders, params, 'orderId').map(orderRow);
  },
  'GET /api/v3/myTrades': (book, params, account) => {
    const orders = new Set(ordersOf(book, account, symbolOf(params)));
    const orderId = params.get('orderId');
    const trades = book.trades.filter(
      ({ order }) => orders.has(order) && (orderId === null || String(order.number) === orderId),
    );
    return pageOf(trades, params, 'fromId').map(tradeRow);
  },
  'GET /api/v3/account': (_, params, { wallet }) => ({
    makerCommission: 10,
    takerCommission: 10,
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    updateTime: Date.now(),
    accountType: 'SPOT',
    balances: wallet
      .rows()
      .filter(({ free, locked }) => params.get('omitZeroBalances') !== 'true' || Number(free) + Number(locked) > 0),
    permissions: ['SPOT'],
    uid: 354937868,
  }),
  'GET /sapi/v1/account/apiRestrictions': (_book, _params, { mayTrade, mayWithdraw }) => ({
    ipRestrict: true,
    createTime: 1_698_645_219_000,
    enableReading: true,
    enableWithdrawals: mayWithdraw,
    enableInternalTransfer: false,
    enableMargin: false,
    enableFutures: false,
    permitsUniversalTransfer: false,
    enableVanillaOptions: false,
    enableFixApiTrade: false,
    enableFixReadOnly: false,
    enableSpotAndMarginTrading: mayTrade,
    enablePortfolioMarginTrading: false,
  }),
};

function symbolOf(params: URLSearchParams): string {
  const id = params.get('symbol');
  if (id === null) throw badRequest(-1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
  if (marketById(id) === undefined) throw badRequest(-1121, 'Invalid symbol.');
  return id;
}

/** By the exchange's number, or by the client's id, of which the newest counts. */
function named(book: Book, params: URLSearchParams, account: DoubleAccount): BookOrder | undefined {
  const [number, clientOrderId] = [params.get('orderId'), params.get('origClientOrderId')];
  if (number === null && clientOrderId === null) {
    throw badRequest(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
  }
  return ordersOf(book, account, symbolOf(params)).findLast((order) =>
    number === null ? order.clientOrderId === clientOrderId : String(order.number) === number,
  );
}

interface Row {
  readonly number: number;
  readonly atMs: number;
}

/** From a number on or from a time on the oldest, else the newest; no more than the limit, and that no more than 1000. */
function pageOf<T extends Row>(rows: readonly T[], params: URLSearchParams, from: 'orderId' | 'fromId'): readonly T[] {
  const limit = Math.min(Number(params.get('limit') ?? 500), 1_000);
  const [first, startTime] = [params.get(from), params.get('startTime')];
  if (first !== null) return rows.filter(({ number }) => number >= Number(first)).slice(0, limit);
  if (startTime !== null) return rows.filter(({ atMs }) => atMs >= Number(startTime)).slice(0, limit);
  return rows.slice(-limit);
}
