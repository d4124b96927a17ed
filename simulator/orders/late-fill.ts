import { floorToStep, isLess, isMore, minus, plus, times } from '../../domain/decimal.ts';
import { stepOf } from '../amounts.ts';
import { freeOf, remainingOf, type Order } from '../book/book.ts';
import type { ExchangeEvent } from '../book/events.ts';
import type { Exchange } from '../exchange.ts';
import { matchAgainst } from './match.ts';
import type { OrderRequest } from './order-request.ts';
import { tradeFor } from './trade.ts';

/** An order that the exchange takes on and keeps open for a while, whatever its type, before it meets the market. */
export interface LateFill {
  readonly afterMs: number;
  /** How much of it fills at once, from 0 to 1. */
  readonly firstShare: number;
}

export const firstPart = (request: OrderRequest, { firstShare }: LateFill): OrderRequest => ({
  ...request,
  volume: floorToStep(times(request.volume, String(firstShare)), stepOf(request.pair.rules.lot_decimals)),
});

/** What happens to a late order whose time has come: it trades like one that arrives now. */
export function lateEvents(exchange: Exchange, order: Order, atMs: number): readonly ExchangeEvent[] {
  const { pair, terms, account } = order;
  const { txid, side, limitPrice } = terms;
  const remaining = remainingOf(order);
  const levels = exchange.market.levelsFor(pair, side, atMs);
  const matches = matchAgainst({ pair, side, limitPrice, inQuote: false, volume: remaining }, levels);
  const trades = matches.map((match, offset) => tradeFor(exchange, match, { pair, txid, maker: false, atMs, offset }));
  const end = (status: 'closed' | 'canceled', reason: string | null): ExchangeEvent => ({
    kind: 'order-finished',
    txid,
    status,
    reason,
    atMs,
  });
  const cost = trades.reduce((sum, trade) => plus(sum, plus(trade.cost, trade.fee)), '0');
  if (side === 'buy' && limitPrice === null && isMore(cost, freeOf(account, pair.rules.quote))) {
    return [end('canceled', 'Insufficient funds')];
  }
  const filled = trades.reduce((sum, trade) => plus(sum, trade.volume), '0');
  const isFull = !isLess(minus(filled, remaining), '0');
  const isTaken = trades.length > 0 && !exchange.market.liquidity(pair).refills;
  return [
    ...trades.map((trade): ExchangeEvent => ({ kind: 'order-filled', trade })),
    ...(isTaken ? [{ kind: 'liquidity-taken', pair: pair.id, side, volume: filled } as const] : []),
    ...(isFull
      ? [end('closed', null)]
      : terms.timeInForce === 'GTC' && terms.type === 'limit'
        ? []
        : [end('canceled', 'Immediate or cancel')]),
  ];
}
