import { randomUUID } from 'node:crypto';
import {
  ceilToStep,
  dividedBy,
  floorToStep,
  isLess,
  isMore,
  isPositive,
  minus,
  plus,
  smaller,
  times,
} from '../../../domain/decimal.ts';
import type { DecimalText } from '../../../domain/decimal.ts';
import { credit, hold } from './alpaca-account.ts';
import { isOpen, openAlpacaClock } from './alpaca-order.ts';
import type { AlpacaFill, AlpacaOrder, AlpacaTime } from './alpaca-order.ts';

/** A quarter per cent, of what is received; a coin's fee is rounded up to a billionth. */
const feeRate = '0.0025';
const coinStep = '0.000000001';

/** Takes orders on and fills them at one price per symbol. */
export interface AlpacaBook {
  readonly orders: AlpacaOrder[];
  readonly fills: AlpacaFill[];
  readonly prices: Map<string, DecimalText>;
  readonly depths: Map<string, DecimalText | null>;
  readonly now: () => AlpacaTime;
  isHolding: boolean;
}

export const openAlpacaBook = (): AlpacaBook => ({
  orders: [],
  fills: [],
  prices: new Map(),
  depths: new Map(),
  now: openAlpacaClock(),
  isHolding: false,
});

export function takeOn(book: AlpacaBook, order: AlpacaOrder): void {
  book.orders.push(order);
  hold(order.account, order.held.asset, order.held.amount);
  order.status = 'new';
  if (!book.isHolding) match(book, order);
}

export function fillResting(book: AlpacaBook): void {
  for (const order of book.orders.filter(isOpen)) match(book, order);
}

/** In two fills, as often seen. What doesn't fill at once is cancelled for an IOC, and stays for others. */
function match(book: AlpacaBook, order: AlpacaOrder): void {
  const price = book.prices.get(order.symbol) ?? '0';
  const left = minus(order.quantity, order.filledQuantity);
  const quantity = smaller(book.depths.get(order.symbol) ?? left, left);
  if (isMarketable(order, price)) {
    const first = floorToStep(dividedBy(quantity, '3'), coinStep);
    for (const part of [first, minus(quantity, first)]) if (isPositive(part)) fill(book, order, part, price);
  }
  if (order.status !== 'filled' && order.timeInForce === 'ioc') close(order, 'canceled');
}

function isMarketable({ side, limitPrice }: AlpacaOrder, price: DecimalText): boolean {
  if (!isPositive(price)) return false;
  if (limitPrice === null) return true;
  return side === 'buy' ? !isLess(limitPrice, price) : !isMore(limitPrice, price);
}

function fill(book: AlpacaBook, order: AlpacaOrder, quantity: DecimalText, price: DecimalText): void {
  const [base = '', quote = ''] = order.symbol.split('/');
  const cost = times(quantity, price);
  if (order.side === 'buy') {
    credit(order.account, quote, minus('0', cost));
    credit(order.account, base, minus(quantity, ceilToStep(times(quantity, feeRate), coinStep)));
  } else {
    credit(order.account, base, minus('0', quantity));
    credit(order.account, quote, minus(cost, times(cost, feeRate)));
  }
  order.filledQuantity = plus(order.filledQuantity, quantity);
  order.cost = plus(order.cost, cost);
  const leaves = minus(order.quantity, order.filledQuantity);
  const at = book.now();
  const day = new Date(at.ms).toISOString().replaceAll(/\D/g, '');
  book.fills.push({ order, id: `${day}::${randomUUID()}`, quantity, price, leaves, at });
  if (isPositive(leaves)) {
    order.status = 'partially_filled';
    holdOnly(order, times(order.held.amount, dividedBy(leaves, plus(leaves, quantity))));
  } else close(order, 'filled');
}

export function close(order: AlpacaOrder, status: 'filled' | 'canceled'): void {
  order.status = status;
  holdOnly(order, '0');
}

function holdOnly(order: AlpacaOrder, amount: DecimalText): void {
  hold(order.account, order.held.asset, minus(amount, order.held.amount));
  order.held = { ...order.held, amount };
}
