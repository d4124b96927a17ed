import { isPositive, plus, smaller, type DecimalText } from '../../domain/decimal.ts';
import { remainingOf, type Order } from '../book/book.ts';
import type { ExchangeEvent } from '../book/events.ts';
import { preciseNowMs } from '../clock.ts';
import type { Exchange } from '../exchange.ts';
import { lateEvents } from './late-fill.ts';
import { isBeyond } from './limit.ts';
import { tradeFor } from './trade.ts';

/** Fills the open orders that the price has reached, at their own limit, as maker, and those that were held back. */
export function fillReachedOrders(exchange: Exchange): void {
  for (const orders of exchange.book.openByPair.values()) {
    for (const order of [...orders]) exchange.commit(fillsFor(exchange, order));
  }
}

function fillsFor(exchange: Exchange, order: Order): readonly ExchangeEvent[] {
  const { pair, terms } = order;
  const price = terms.limitPrice;
  const atMs = preciseNowMs();
  if (terms.restsUntilMs !== undefined) {
    if (atMs < terms.restsUntilMs) return [];
    if (terms.type === 'market' || terms.timeInForce === 'IOC') return lateEvents(exchange, order, atMs);
  }
  if (price === null) return [];
  const remaining = remainingOf(order);
  const volume = reachable(exchange, order, remaining, atMs);
  if (!isPositive(volume)) return [];
  const trade = tradeFor(exchange, { price, volume }, { pair, txid: terms.txid, maker: true, atMs, offset: 0 });
  const events: ExchangeEvent[] = [{ kind: 'order-filled', trade }];
  if (!exchange.market.liquidity(pair).refills) {
    events.push({ kind: 'liquidity-taken', pair: pair.id, side: terms.side, volume });
  }
  if (volume === remaining) {
    events.push({ kind: 'order-finished', txid: terms.txid, status: 'closed', reason: null, atMs });
  }
  return events;
}

function reachable(exchange: Exchange, order: Order, remaining: DecimalText, atMs: number): DecimalText {
  let standing = '0';
  for (const level of exchange.market.levelsFor(order.pair, order.terms.side, atMs)) {
    if (isBeyond(order.terms.side, level.price, order.terms.limitPrice)) break;
    if (level.volume === null) return remaining;
    standing = plus(standing, level.volume);
  }
  return smaller(remaining, standing);
}
