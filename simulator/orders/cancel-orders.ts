import { refuse, succeed, type Reply } from '../api/reply.ts';
import type { ApiKey, Order } from '../book/book.ts';
import type { ExchangeEvent } from '../book/events.ts';
import { preciseNowMs } from '../clock.ts';
import type { Exchange } from '../exchange.ts';

const cancelled = (order: Order, atMs: number): ExchangeEvent => ({
  kind: 'order-finished',
  txid: order.terms.txid,
  status: 'canceled',
  reason: 'User requested',
  atMs,
});

/** By order id, `cl_ord_id`, or `userref` (in `txid`, as at Kraken). */
export function cancelOrder(exchange: Exchange, { account }: ApiKey, params: URLSearchParams): Reply {
  const id = params.get('txid') ?? params.get('cl_ord_id');
  if (id === null || id === '') return refuse('EGeneral:Invalid arguments:txid');
  const one = account.open.get(id) ?? account.openByClientId.get(id);
  const found = one === undefined ? [...account.open.values()].filter((o) => String(o.terms.userref) === id) : [one];
  if (found.length === 0) return refuse('EOrder:Unknown order');
  exchange.commit(found.map((order) => cancelled(order, preciseNowMs())));
  return succeed({ count: found.length });
}

export function cancelAll(exchange: Exchange, { account }: ApiKey): Reply {
  const open = [...account.open.values()];
  exchange.commit(open.map((order) => cancelled(order, preciseNowMs())));
  return succeed({ count: open.length });
}
