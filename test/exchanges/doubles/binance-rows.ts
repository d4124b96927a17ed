import type { BookOrder, BookTrade } from './binance-book.ts';
import { eight } from './binance-wallet.ts';

const common = (order: BookOrder): object => ({
  symbol: order.market.id,
  orderId: order.number,
  orderListId: -1,
  clientOrderId: order.clientOrderId,
  price: eight(order.price ?? 0),
  origQty: eight(order.quantity),
  executedQty: eight(order.filled),
  origQuoteOrderQty: '0.00000000',
  cummulativeQuoteQty: eight(order.cost),
  status: order.status,
  timeInForce: order.timeInForce,
  type: order.type,
  side: order.side,
  workingTime: order.atMs,
  selfTradePreventionMode: 'NONE',
});

export const orderRow = (order: BookOrder): object => ({
  ...common(order),
  stopPrice: '0.00000000',
  icebergQty: '0.00000000',
  time: order.atMs,
  updateTime: order.atMs,
  isWorking: true,
});

/** What placing answers with `newOrderRespType=FULL`. */
export const fullRow = (order: BookOrder, trades: readonly BookTrade[]): object => ({
  ...common(order),
  transactTime: order.atMs,
  fills: trades.map((trade) => ({
    price: eight(trade.price),
    qty: eight(trade.quantity),
    commission: eight(trade.fee),
    commissionAsset: trade.feeAsset,
    tradeId: trade.number,
  })),
});

export const cancelRow = (order: BookOrder): object => ({
  ...common(order),
  origClientOrderId: order.clientOrderId,
  clientOrderId: `cancel${order.number}`,
  transactTime: Date.now(),
});

export const tradeRow = (trade: BookTrade): object => ({
  symbol: trade.order.market.id,
  id: trade.number,
  orderId: trade.order.number,
  orderListId: -1,
  price: eight(trade.price),
  qty: eight(trade.quantity),
  quoteQty: eight(trade.cost),
  commission: eight(trade.fee),
  commissionAsset: trade.feeAsset,
  time: trade.atMs,
  isBuyer: trade.order.side === 'BUY',
  isMaker: false,
  isBestMatch: true,
});
