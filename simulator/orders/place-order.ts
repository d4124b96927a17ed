import { isLess, isMore, larger, minus, plus, times, type DecimalText } from '../../domain/decimal.ts';
import { stepOf } from '../amounts.ts';
import { refuse, succeed, type Reply } from '../api/reply.ts';
import { orderText } from '../api/order-text.ts';
import type { PrivateCall } from '../api/private-call.ts';
import { freeOf } from '../book/book.ts';
import type { ExchangeEvent, OrderTerms, Trade } from '../book/events.ts';
import { preciseNowMs } from '../clock.ts';
import type { Exchange } from '../exchange.ts';
import { deadlineTrouble } from './deadline.ts';
import { rulesTrouble } from './market-rules.ts';
import { matchAgainst } from './match.ts';
import { readOrderRequest, type OrderRequest } from './order-request.ts';
import { firstPart } from './late-fill.ts';
import { tradeFor } from './trade.ts';

/** AddOrder: check, match, make it true in one commit, answer. */
export function placeOrder({ exchange, apiKey, params, lateFill }: PrivateCall): Reply {
  const request = readOrderRequest(params);
  if ('error' in request) return request;
  const { account } = apiKey;
  const nowMs = preciseNowMs();
  const trouble =
    deadlineTrouble(params.get('deadline'), Date.now()) ??
    rulesTrouble(request, exchange.market, exchange.market.quote(request.pair, nowMs));
  if (trouble !== null) return trouble;
  if (request.clientOrderId !== null && account.openByClientId.has(request.clientOrderId)) {
    return refuse('EOrder:cl_ord_id already in use');
  }
  const isLate = lateFill !== null && !request.inQuote;
  const atOnce = isLate ? firstPart(request, lateFill) : request;
  const matches = matchAgainst(atOnce, exchange.market.levelsFor(request.pair, request.side, nowMs));
  if (request.flags.includes('post') && matches.length > 0) return refuse('EOrder:Post only order');
  const { pair, validateOnly, ...asked } = request;
  const descr = { order: orderText({ ...asked, pair }) };
  if (validateOnly) return succeed({ descr });

  const terms: OrderTerms = {
    ...asked,
    pair: pair.id,
    txid: exchange.nextOrderId(),
    key: apiKey.key,
    openedAtMs: nowMs,
    ...(isLate && { restsUntilMs: nowMs + lateFill.afterMs }),
  };
  const trades = matches.map((match, offset) =>
    tradeFor(exchange, match, { pair, txid: terms.txid, maker: false, atMs: nowMs, offset }),
  );
  if (isMore(needed(request, trades), freeOf(account, request.side === 'buy' ? pair.rules.quote : pair.rules.base))) {
    return refuse('EOrder:Insufficient funds');
  }
  exchange.commit([
    { kind: 'order-accepted', order: terms },
    ...trades.map((trade): ExchangeEvent => ({ kind: 'order-filled', trade })),
    ...takenLiquidity(exchange, request, trades),
    ...(isLate ? [] : endAtOnce(request, trades, terms.txid, nowMs)),
  ]);
  return succeed({ txid: [terms.txid], descr });
}

/** What the account must have free: the whole order at its limit, or what a market order really costs. */
function needed(request: OrderRequest, trades: readonly Trade[]): DecimalText {
  if (request.side === 'sell') return request.volume;
  const fills = trades.reduce((sum, trade) => plus(sum, plus(trade.cost, trade.fee)), '0');
  if (request.limitPrice === null) {
    return request.inQuote ? larger(fills, times(request.volume, plus('1', request.pair.takerRate))) : fills;
  }
  return larger(fills, times(times(request.volume, request.limitPrice), plus('1', request.pair.takerRate)));
}

function endAtOnce(request: OrderRequest, trades: readonly Trade[], txid: string, atMs: number): ExchangeEvent[] {
  const filled = trades.reduce((sum, trade) => plus(sum, trade.volume), '0');
  const isFull = request.inQuote ? isQuoteSpent(request, trades) : !isLess(filled, request.volume);
  if (isFull) return [{ kind: 'order-finished', txid, status: 'closed', reason: null, atMs }];
  if (request.type === 'limit' && request.timeInForce === 'GTC') return [];
  const reason = request.type === 'market' ? 'Insufficient liquidity' : 'Immediate or cancel';
  return [{ kind: 'order-finished', txid, status: 'canceled', reason, atMs }];
}

/** An amount of quote money is spent when less is left than the smallest lot costs. */
function isQuoteSpent(request: OrderRequest, trades: readonly Trade[]): boolean {
  const last = trades.at(-1);
  if (last === undefined) return false;
  const spent = trades.reduce((sum, trade) => plus(sum, times(trade.price, trade.volume)), '0');
  const lot = times(last.price, stepOf(request.pair.rules.lot_decimals));
  return isLess(minus(request.volume, spent), lot);
}

function takenLiquidity(exchange: Exchange, request: OrderRequest, trades: readonly Trade[]): ExchangeEvent[] {
  if (exchange.market.liquidity(request.pair).refills || trades.length === 0) return [];
  const volume = trades.reduce((sum, trade) => plus(sum, trade.volume), '0');
  return [{ kind: 'liquidity-taken', pair: request.pair.id, side: request.side, volume }];
}
