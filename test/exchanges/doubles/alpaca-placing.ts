import { randomUUID } from 'node:crypto';
import { floorToStep, isDecimalText, isLess, isMore, isPositive, times } from '../../../domain/decimal.ts';
import type { DecimalText } from '../../../domain/decimal.ts';
import { freeOf, totalOf } from './alpaca-account.ts';
import type { AlpacaAccount } from './alpaca-account.ts';
import { orderAnswer } from './alpaca-answers.ts';
import { assets } from './alpaca-assets.ts';
import { takeOn } from './alpaca-book.ts';
import type { AlpacaBook } from './alpaca-book.ts';
import { json, refused } from './alpaca-http.ts';
import type { AlpacaReply } from './alpaca-http.ts';
import type { AlpacaOrder } from './alpaca-order.ts';

/** A market order becomes a limit order this far away, and holds as much. */
const collar = '1.02';
const minimumUsd = '10';

/** The order as it was taken on, before it meets the book; or why not. */
export function placeOrder(book: AlpacaBook, account: AlpacaAccount, body: string): AlpacaReply {
  const wanted = JSON.parse(body) as Readonly<Record<string, string | undefined>>;
  const { symbol = '', side, type, time_in_force: timeInForce, limit_price: limitPrice = null } = wanted;
  const clientOrderId = wanted['client_order_id'] ?? randomUUID();
  const asset = assets.find((row) => row.symbol === symbol);

  if (!account.mayTrade) return refused(40310000, 'new orders are rejected by user request');
  if (clientOrderId.length > 128) {
    return refused(40010001, 'client_order_id must be no more than 128 characters', 422);
  }
  if (book.orders.some((order) => order.account === account && order.clientOrderId === clientOrderId)) {
    return refused(40010001, 'client_order_id must be unique', 422);
  }
  if (asset === undefined) return refused(42210000, `asset "${symbol}" not found`);
  if (type !== 'market' && type !== 'limit') return refused(40010001, 'invalid order type for crypto order', 422);
  if (timeInForce !== 'gtc' && timeInForce !== 'ioc') return refused(42210000, 'invalid crypto time_in_force');
  if (side !== 'buy' && side !== 'sell') return refused(42210000, 'invalid side');
  if (!isDecimalText(wanted['qty'] ?? '')) return refused(42210000, 'qty is required');
  if ((type === 'limit') !== (limitPrice !== null)) return refused(42210000, 'limit orders require a limit price');
  if (limitPrice !== null && !isMultiple(limitPrice, asset.price_increment)) {
    return refused(42210000, `invalid limit_price ${limitPrice}`);
  }

  // What is finer than a billionth is cut off without a word.
  const quantity = floorToStep(wanted['qty'] ?? '0', asset.min_trade_increment);
  if (isLess(quantity, asset.min_order_size)) return refused(42210000, `qty must be >= ${asset.min_order_size}`);
  const price = limitPrice ?? times(book.prices.get(symbol) ?? '0', collar);
  const [base = '', quote = ''] = symbol.split('/');
  if (side === 'buy' && quote === 'USD' && isLess(times(quantity, price), minimumUsd)) {
    return refused(40310000, `cost basis must be >= minimal amount of order ${minimumUsd}`);
  }
  const held = side === 'buy' ? { asset: quote, amount: times(quantity, price) } : { asset: base, amount: quantity };
  if (!isPositive(held.amount)) return refused(42210000, `no quote for ${symbol}`);
  if (isMore(held.amount, freeOf(account, held.asset))) return tooLittle(account, held.asset, held.amount);

  const order: AlpacaOrder = {
    account,
    id: randomUUID(),
    clientOrderId,
    symbol,
    side,
    type,
    timeInForce,
    quantity,
    limitPrice,
    submitted: book.now(),
    status: 'pending_new',
    filledQuantity: '0',
    cost: '0',
    held,
  };
  const answer = json(200, orderAnswer(order));
  takeOn(book, order);
  return answer;
}

const isMultiple = (amount: DecimalText, step: DecimalText): boolean =>
  isDecimalText(amount) && !isMore(amount, floorToStep(amount, step));

function tooLittle(account: AlpacaAccount, asset: string, requested: DecimalText): AlpacaReply {
  const available = freeOf(account, asset);
  const message = `insufficient balance for ${asset} (requested: ${requested}, available: ${available})`;
  return refused(40310000, message, 403, { available, balance: totalOf(account, asset), symbol: asset });
}
