import Big from 'big.js';
import { marketById, markets } from './binance-markets.ts';
import type { DoubleMarket } from './binance-markets.ts';
import { badRequest } from './binance-refusal.ts';
import type { Wallet } from './binance-wallet.ts';

export interface DoubleAccount {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly mayTrade: boolean;
  readonly mayWithdraw: boolean;
  readonly wallet: Wallet;
  /** In BNB while there is some, as Binance's discount has it. */
  paysFeesInBnb: boolean;
}

export interface NewOrder {
  readonly account: DoubleAccount;
  readonly market: DoubleMarket;
  readonly clientOrderId: string;
  readonly side: 'BUY' | 'SELL';
  readonly type: 'MARKET' | 'LIMIT';
  readonly timeInForce: 'GTC' | 'IOC';
  readonly quantity: Big;
  /** Null: at the market. */
  readonly price: Big | null;
}

export interface BookOrder extends NewOrder {
  readonly number: number;
  readonly atMs: number;
  /** What is locked for each unit that is still open. */
  readonly reservedPerUnit: Big;
  filled: Big;
  cost: Big;
  status: 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';
}

export interface BookTrade {
  readonly number: number;
  readonly order: BookOrder;
  readonly price: Big;
  readonly quantity: Big;
  readonly cost: Big;
  readonly fee: Big;
  readonly feeAsset: string;
  readonly atMs: number;
}

const takerFeeRate = '0.001';

/** Binance's matching engine in small: one price a market, an order fills at once or rests. */
export function openBook() {
  const orders: BookOrder[] = [];
  const trades: BookTrade[] = [];
  const prices = new Map<string, Big>();
  const depths = new Map<string, Big>();
  const [orderCounts, tradeCounts] = [new Map<string, number>(), new Map<string, number>()];
  let isHolding = false;
  let fillsPerOrder = 1;

  const priceOf = ({ id }: DoubleMarket): Big => {
    const price = prices.get(id);
    if (price === undefined) throw badRequest(-2010, 'Market is closed.');
    return price;
  };
  /** Of one market, as Binance counts: the numbers of two markets may be the same. */
  const nextNumber = (counts: Map<string, number>, { id }: DoubleMarket): number => {
    const number = (counts.get(id) ?? 27) + 1;
    counts.set(id, number);
    return number;
  };

  function trade(order: BookOrder, quantity: Big, price: Big): void {
    const { account, market, side, reservedPerUnit } = order;
    const { wallet } = account;
    const cost = quantity.times(price);
    wallet.unlock(side === 'BUY' ? market.quote : market.base, quantity.times(reservedPerUnit));
    wallet.take(side === 'BUY' ? market.quote : market.base, side === 'BUY' ? cost : quantity);
    wallet.give(side === 'BUY' ? market.base : market.quote, side === 'BUY' ? quantity : cost);
    // A made-up rate of 1 BNB to 500 quote units.
    const inBnb = cost.times(takerFeeRate).div(500).round(8, Big.roundDown);
    const usesBnb = account.paysFeesInBnb && wallet.has('BNB', inBnb);
    const feeAsset = usesBnb ? 'BNB' : side === 'BUY' ? market.base : market.quote;
    const received = side === 'BUY' ? quantity : cost;
    const fee = usesBnb ? inBnb : received.times(takerFeeRate).round(8, Big.roundDown);
    wallet.take(feeAsset, fee);
    const number = nextNumber(tradeCounts, market);
    trades.push({ number, order, price, quantity, cost, fee, feeAsset, atMs: Date.now() });
    order.filled = order.filled.plus(quantity);
    order.cost = order.cost.plus(cost);
    order.status = order.filled.eq(order.quantity) ? 'FILLED' : 'PARTIALLY_FILLED';
  }

  function fill(order: BookOrder, most: Big): void {
    const price = priceOf(order.market);
    const open = order.quantity.minus(order.filled);
    const quantity = most.lt(open) ? most : open;
    const piece = quantity
      .div(fillsPerOrder)
      .div(order.market.stepSize)
      .round(0, Big.roundDown)
      .times(order.market.stepSize);
    const pieces = piece.gt(0) ? fillsPerOrder : 1;
    for (let done = 1; done < pieces; done += 1) trade(order, piece, price);
    trade(order, quantity.minus(piece.times(pieces - 1)), price);
  }

  function end(order: BookOrder, status: 'CANCELED' | 'EXPIRED'): void {
    const { market, side, quantity, filled, reservedPerUnit } = order;
    order.status = status;
    order.account.wallet.unlock(
      side === 'BUY' ? market.quote : market.base,
      quantity.minus(filled).times(reservedPerUnit),
    );
  }

  const isOpen = ({ status }: BookOrder): boolean => status === 'NEW' || status === 'PARTIALLY_FILLED';

  return {
    orders: orders as readonly BookOrder[],
    trades: trades as readonly BookTrade[],
    isOpen,
    prices: () =>
      markets.flatMap(({ id }) => {
        const price = prices.get(id);
        return price === undefined ? [] : [{ symbol: id, price: price.toFixed(8) }];
      }),
    setPrice(id: string, price: string) {
      prices.set(id, new Big(price));
    },
    setDepth(id: string, quantity: string | null) {
      if (quantity === null) depths.delete(id);
      else depths.set(id, new Big(quantity));
    },
    hold(holding: boolean) {
      isHolding = holding;
    },
    setFillsPerOrder(count: number) {
      fillsPerOrder = count;
    },
    place(wanted: NewOrder): BookOrder {
      const { account, market, side, price, quantity, clientOrderId } = wanted;
      const isTaken = orders.some(
        (order) => isOpen(order) && order.account === account && order.clientOrderId === clientOrderId,
      );
      if (isTaken) throw badRequest(-2010, 'Duplicate order sent.');
      const marketPrice = priceOf(market);
      const reservedPerUnit = side === 'BUY' ? (price ?? marketPrice) : new Big(1);
      account.wallet.lock(side === 'BUY' ? market.quote : market.base, quantity.times(reservedPerUnit));
      const order: BookOrder = {
        ...wanted,
        number: nextNumber(orderCounts, market),
        atMs: Date.now(),
        reservedPerUnit,
        filled: new Big(0),
        cost: new Big(0),
        status: 'NEW',
      };
      orders.push(order);
      if (isHolding) return order;
      const reaches = price === null || (side === 'BUY' ? price.gte(marketPrice) : price.lte(marketPrice));
      const depth = depths.get(market.id) ?? quantity;
      if (reaches && depth.gt(0)) fill(order, depth);
      if (isOpen(order) && order.timeInForce === 'IOC') end(order, 'EXPIRED');
      return order;
    },
    cancel(order: BookOrder | undefined): BookOrder {
      if (order === undefined || !isOpen(order)) throw badRequest(-2011, 'Unknown order sent.');
      end(order, 'CANCELED');
      return order;
    },
    fillResting(most?: string) {
      for (const order of orders) if (isOpen(order)) fill(order, new Big(most ?? order.quantity));
    },
  };
}

export type Book = ReturnType<typeof openBook>;

export const ordersOf = (book: Book, account: DoubleAccount, marketId: string | null): readonly BookOrder[] =>
  book.orders.filter((order) => order.account === account && order.market === marketById(marketId));
