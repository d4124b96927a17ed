import { dividedBy, isZero, rounded } from '../../domain/decimal.ts';
import { fixed } from '../amounts.ts';
import type { Order } from '../book/book.ts';
import type { Trade } from '../book/events.ts';
import { limitText, orderText } from './order-text.ts';

const seconds = (ms: number): number => Math.round(ms * 1e3) / 1e6;
/** At Kraken the position of an account, here nobody's. */
const positionId = 'TKH2SE-M7IF5-CFI7LT';

/** One order as OpenOrders, ClosedOrders and QueryOrders print it. */
export function orderView(order: Order, withTrades: boolean): Readonly<Record<string, unknown>> {
  const { terms, pair } = order;
  const { cost_decimals: places, lot_decimals: lotPlaces, altname } = pair.rules;
  const described = { ...terms, pair };
  const average = isZero(order.filled) ? '0' : rounded(dividedBy(order.cost, order.filled), places);
  return {
    refid: null,
    userref: terms.clientOrderId === null ? (terms.userref ?? 0) : null,
    ...(terms.clientOrderId === null ? {} : { cl_ord_id: terms.clientOrderId }),
    status: order.status,
    opentm: seconds(terms.openedAtMs),
    starttm: 0,
    expiretm: 0,
    descr: {
      pair: altname,
      type: terms.side,
      ordertype: terms.type,
      price: limitText(described),
      price2: '0',
      leverage: 'none',
      order: orderText(described),
      close: '',
    },
    vol: fixed(terms.volume, lotPlaces),
    vol_exec: fixed(order.filled, lotPlaces),
    cost: fixed(order.cost, places),
    fee: fixed(order.fee, places),
    price: fixed(average, places),
    stopprice: fixed('0', places),
    limitprice: fixed('0', places),
    misc: '',
    oflags: terms.flags.includes('fciq') ? terms.flags.join(',') : [...terms.flags, 'fciq'].join(','),
    ...(withTrades && order.trades.length > 0 ? { trades: order.trades.map((trade) => trade.id) } : {}),
    ...(order.finishedAtMs === null ? {} : { reason: order.reason, closetm: seconds(order.finishedAtMs) }),
  };
}

/** One execution as TradesHistory and QueryTrades print it. */
export function tradeView(trade: Trade, order: Order): Readonly<Record<string, unknown>> {
  const { pair, terms } = order;
  const places = pair.rules.cost_decimals;
  return {
    ordertxid: trade.txid,
    postxid: positionId,
    pair: pair.id,
    time: seconds(trade.atMs),
    type: terms.side,
    ordertype: terms.type,
    price: fixed(trade.price, Math.max(places, pair.rules.pair_decimals)),
    cost: fixed(trade.cost, places),
    fee: fixed(trade.fee, places),
    vol: fixed(trade.volume, pair.rules.lot_decimals),
    margin: fixed('0', places),
    misc: '',
    trade_id: trade.number,
    maker: trade.maker,
  };
}
