import type { Order } from '../book/book.ts';
import type { ControlAnswer, ControlRequest } from './control-context.ts';
import type { BookOrder } from './control-types.ts';

export function readBook({ context, query }: ControlRequest): ControlAnswer {
  const key = query.get('key');
  const clientOrderId = query.get('clientOrderId');
  const orders = [...context.exchange.book.orders.values()].filter(
    ({ terms }) =>
      (key === null || terms.key === key) && (clientOrderId === null || terms.clientOrderId === clientOrderId),
  );
  return { ok: { orders: orders.map(bookOrder) } };
}

const bookOrder = ({ terms, account, status, filled, cost, fee, finishedAtMs, trades }: Order): BookOrder => ({
  txid: terms.txid,
  key: terms.key,
  account: account.name,
  clientOrderId: terms.clientOrderId,
  pair: terms.pair,
  side: terms.side,
  type: terms.type,
  timeInForce: terms.timeInForce,
  volume: terms.volume,
  limitPrice: terms.limitPrice,
  status,
  filled,
  cost,
  fee,
  openedAtMs: terms.openedAtMs,
  finishedAtMs,
  trades: trades.map(({ id, price, volume, cost: tradeCost, fee: tradeFee, atMs }) => ({
    id,
    price,
    volume,
    cost: tradeCost,
    fee: tradeFee,
    atMs,
  })),
});

export const readRequests = ({ context, query }: ControlRequest): ControlAnswer => ({
  ok: {
    requests: context.requests.read({ key: query.get('key'), endpoint: query.get('endpoint') }),
    dropped: context.requests.dropped(),
  },
});

export function resetRequests({ context }: ControlRequest): ControlAnswer {
  context.requests.reset();
  return { ok: {} };
}
