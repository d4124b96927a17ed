import { randomUUID } from 'node:crypto';
import { isLess, isMore, isPositive, minus, plus, smaller, times } from '../../../domain/decimal.ts';
import type { DoubleOrder } from '../conformance/venue-double.ts';
import { availableOf, deposit, hold, release } from './coinbase-account.ts';
import type { CoinbaseAccount } from './coinbase-account.ts';
import type { CoinbaseProduct } from './coinbase-products.ts';

export interface NewCoinbaseOrder {
  readonly account: CoinbaseAccount;
  readonly clientOrderId: string;
  readonly product: CoinbaseProduct;
  readonly side: 'BUY' | 'SELL';
  readonly baseSize: string;
  /** Null: at market. */
  readonly limitPrice: string | null;
}

export interface CoinbaseOrder extends NewCoinbaseOrder {
  readonly orderId: string;
  readonly createdAt: Date;
  status: 'OPEN' | 'FILLED' | 'CANCELLED';
  filledSize: string;
  filledValue: string;
  totalFees: string;
  /** Of the quote asset for a buy, of the base asset for a sell. */
  heldAmount: string;
}

export interface CoinbaseFill {
  readonly order: CoinbaseOrder;
  readonly tradeId: string;
  readonly price: string;
  readonly size: string;
  readonly commission: string;
  readonly at: Date;
}

const takerFeeRate = '0.006';

/** One price for each product, at which orders fill up to a depth. All orders are immediate-or-cancel. */
export class CoinbaseBook {
  readonly orders: CoinbaseOrder[] = [];
  readonly fills: CoinbaseFill[] = [];
  readonly prices = new Map<string, string>();
  readonly depths = new Map<string, string>();
  isHolding = false;

  priceOf({ productId }: CoinbaseProduct): string {
    return this.prices.get(productId) ?? '100';
  }

  /** Null: the account has less free than the order may take. */
  place(wanted: NewCoinbaseOrder): CoinbaseOrder | null {
    const { account, product, baseSize, side } = wanted;
    const price = wanted.limitPrice ?? this.priceOf(product);
    const value = times(baseSize, price);
    const heldAmount = side === 'BUY' ? plus(value, times(value, takerFeeRate)) : baseSize;
    if (isLess(availableOf(account, heldAsset(wanted)), heldAmount)) return null;

    const order: CoinbaseOrder = {
      ...wanted,
      orderId: randomUUID(),
      createdAt: new Date(),
      status: 'OPEN',
      filledSize: '0',
      filledValue: '0',
      totalFees: '0',
      heldAmount,
    };
    hold(account, heldAsset(order), heldAmount);
    this.orders.push(order);
    if (!this.isHolding) this.match(order);
    return order;
  }

  fillResting(): void {
    for (const order of this.orders) if (order.status === 'OPEN') this.match(order);
  }

  cancel(order: CoinbaseOrder): void {
    order.status = 'CANCELLED';
    release(order.account, heldAsset(order), order.heldAmount);
    order.heldAmount = '0';
  }

  private match(order: CoinbaseOrder): void {
    const price = this.priceOf(order.product);
    const depth = this.depths.get(order.product.productId) ?? order.baseSize;
    const size = crosses(order, price) ? smaller(order.baseSize, depth) : '0';
    if (isPositive(size)) this.fill(order, price, size);
    this.cancel(order);
    if (order.filledSize === order.baseSize) order.status = 'FILLED';
  }

  private fill(order: CoinbaseOrder, price: string, size: string): void {
    const { account, product, side } = order;
    const value = times(price, size);
    const commission = times(value, takerFeeRate);
    const isBuy = side === 'BUY';
    const paid = isBuy ? plus(value, commission) : size;
    release(account, heldAsset(order), paid);
    order.heldAmount = minus(order.heldAmount, paid);
    deposit(account, heldAsset(order), minus('0', paid));
    deposit(account, isBuy ? product.base : product.quote, isBuy ? size : minus(value, commission));
    order.filledSize = plus(order.filledSize, size);
    order.filledValue = plus(order.filledValue, value);
    order.totalFees = plus(order.totalFees, commission);
    this.fills.push({ order, tradeId: randomUUID(), price, size, commission, at: new Date() });
  }
}

const heldAsset = ({ side, product }: NewCoinbaseOrder): string => (side === 'BUY' ? product.quote : product.base);

const crosses = ({ side, limitPrice }: NewCoinbaseOrder, price: string): boolean =>
  limitPrice === null || (side === 'BUY' ? !isLess(limitPrice, price) : !isMore(limitPrice, price));

const statuses = { OPEN: 'open', FILLED: 'closed', CANCELLED: 'cancelled' } as const;

export const doubleOrder = (order: CoinbaseOrder): DoubleOrder => ({
  exchangeOrderId: order.orderId,
  clientOrderId: order.clientOrderId,
  symbol: `${order.product.base}/${order.product.quote}`,
  side: order.side === 'BUY' ? 'buy' : 'sell',
  quantity: order.baseSize,
  filledQuantity: order.filledSize,
  status: statuses[order.status],
});
