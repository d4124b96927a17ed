import { preciseNowMs } from '../clock.ts';
import type { Order } from '../book/book.ts';
import { historyPage, type HistoryWindow } from './history-page.ts';
import { orderView, tradeView } from './order-view.ts';
import { isTrue, type PrivateCall } from './private-call.ts';
import { refuse, succeed, type Reply } from './reply.ts';

const mostIdsAtOnce = 50;
const viewAll = (orders: readonly Order[], params: URLSearchParams): Readonly<Record<string, unknown>> =>
  Object.fromEntries(orders.map((order) => [order.terms.txid, orderView(order, isTrue(params.get('trades')))]));
const hasUserref = (order: Order, userref: string | null): boolean =>
  userref === null || String(order.terms.userref) === userref;

export function openOrders({ apiKey, params }: PrivateCall): Reply {
  const clientOrderId = params.get('cl_ord_id');
  const { open, openByClientId } = apiKey.account;
  const named = clientOrderId === null ? undefined : openByClientId.get(clientOrderId);
  const orders = clientOrderId === null ? [...open.values()] : named === undefined ? [] : [named];
  return succeed({
    open: viewAll(
      orders.filter((order) => hasUserref(order, params.get('userref'))),
      params,
    ),
  });
}

export function closedOrders(call: PrivateCall): Reply {
  const { apiKey, params } = call;
  const window = windowOf(call);
  if (window === null) return refuse('EGeneral:Invalid arguments');
  const clientOrderId = params.get('cl_ord_id');
  const userref = params.get('userref');
  const { finished, byClientId } = apiKey.account;
  const withId = clientOrderId === null ? finished : (byClientId.get(clientOrderId) ?? []);
  const candidates =
    clientOrderId === null && userref === null
      ? finished
      : withId.filter((order) => order.status !== 'open' && hasUserref(order, userref));
  const { page, count } = historyPage(candidates, (order) => order.finishedAtMs ?? 0, window);
  return succeed({ closed: viewAll(page, params), count });
}

export function queryOrders({ exchange, apiKey, params }: PrivateCall): Reply {
  const ids = (params.get('txid') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > mostIdsAtOnce) return refuse('EGeneral:Invalid arguments:txid');
  const clientOrderId = params.get('cl_ord_id');
  if (ids.length === 0 && clientOrderId === null) return refuse('EGeneral:Invalid arguments:txid');
  const own = ids.flatMap((id) => exchange.book.orders.get(id) ?? []).filter((o) => o.account === apiKey.account);
  if (own.length < ids.length) return refuse('EOrder:Unknown order');
  const named = clientOrderId === null ? [] : (apiKey.account.byClientId.get(clientOrderId) ?? []);
  const orders = ids.length === 0 ? named : own;
  return succeed(
    viewAll(
      orders.filter((order) => hasUserref(order, params.get('userref'))),
      params,
    ),
  );
}

export function tradesHistory(call: PrivateCall): Reply {
  const { exchange, apiKey } = call;
  const window = windowOf(call);
  if (window === null) return refuse('EGeneral:Invalid arguments');
  const { page, count } = historyPage(apiKey.account.trades, (trade) => trade.atMs, window);
  const trades = page.flatMap((trade) => {
    const order = exchange.book.orders.get(trade.txid);
    return order === undefined ? [] : [[trade.id, tradeView(trade, order)] as const];
  });
  return succeed({ trades: Object.fromEntries(trades), count });
}

export function queryTrades({ exchange, apiKey, params }: PrivateCall): Reply {
  const ids = (params.get('txid') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > mostIdsAtOnce) return refuse('EGeneral:Invalid arguments:txid');
  const views = ids.flatMap((id) => {
    const trade = exchange.book.trades.get(id);
    const order = trade === undefined ? undefined : exchange.book.orders.get(trade.txid);
    if (trade === undefined || order?.account !== apiKey.account) return [];
    return [[id, tradeView(trade, order)] as const];
  });
  return views.length < ids.length ? refuse('EQuery:Unknown trade') : succeed(Object.fromEntries(views));
}

/** `start` and `end` are unix seconds or the id of an order or trade; null: neither. */
function windowOf({ exchange, params, settings }: PrivateCall): HistoryWindow | null {
  const { orders, trades } = exchange.book;
  const instant = (text: string | null, unset: number): number => {
    if (text === null || text === '') return unset;
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
    return orders.get(text)?.finishedAtMs ?? trades.get(text)?.atMs ?? NaN;
  };
  const visibleUntilMs = settings.visibilityLagMs === 0 ? Infinity : preciseNowMs() - settings.visibilityLagMs;
  const startMs = instant(params.get('start'), -Infinity);
  const endMs = Math.min(instant(params.get('end'), Infinity), visibleUntilMs);
  const offset = Number(params.get('ofs') ?? '0');
  const isSound = !Number.isNaN(startMs) && !Number.isNaN(endMs) && Number.isInteger(offset) && offset >= 0;
  return isSound ? { startMs, endMs, offset } : null;
}
