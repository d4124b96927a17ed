import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { ceilToStep, floorToStep, times } from '../../../domain/decimal.ts';
import type { OrderPlan } from '../../../domain/order.ts';
import { openAccount } from '../../../exchanges/account.ts';
import type { AccountOptions } from '../../../exchanges/account.ts';
import type { Credential } from '../../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../../exchanges/exchange.ts';
import { openMarketData } from '../../../exchanges/market-data.ts';
import type { SharedExchange } from '../../../exchanges/market-data.ts';
import type { VenueUnderTest } from './venue-under-test.ts';
import type { DoubleOrder, NewDoubleAccount, VenueDouble } from './venue-double.ts';

/** A running double with Lockstep's own face of it. */
export interface Stage {
  readonly double: VenueDouble;
  readonly exchange: SharedExchange;
  /** No fault, no hold, any depth, the venue's price. */
  reset(): Promise<void>;
  open(options?: OpenOptions): Promise<StageAccount>;
  /** As `open`, for what concerns the whole address: on connections and a budget of its own. */
  openApart(options?: OpenOptions): Promise<StageAccount>;
  plan(changes?: Partial<OrderPlan>): OrderPlan;
  /** An IOC limit that fills at the price. */
  limitPlan(changes?: Partial<OrderPlan>): OrderPlan;
  /** The one order in the double's book under this client order id; null: none. Two are a failure. */
  booked(plan: OrderPlan): Promise<DoubleOrder | null>;
}

type OpenOptions = AccountOptions & { readonly account?: NewDoubleAccount };

export interface StageAccount {
  readonly account: ExchangeAccount;
  readonly credential: Credential;
  /** Sends, and gives the exchange's id. */
  place(plan: OrderPlan): Promise<string>;
}

export async function raiseStage(venue: VenueUnderTest): Promise<Stage> {
  const double = await venue.startDouble();
  // What an address may ask in minutes is asked here in seconds.
  const openExchange = (): SharedExchange =>
    openMarketData(venue.exchange, { baseUrl: double.url, ipBudget: { weight: 1_000_000, perMs: 1_000 } });
  const exchange = openExchange();
  // Some exchanges list their markets only to who has a key.
  openAccount(exchange, await double.newAccount());
  const { symbol, base, quote, priceTick } = venue.rules;
  const balances = { [quote]: '1000000', [base]: '100' };

  const plan = (changes: Partial<OrderPlan> = {}): OrderPlan => ({
    clientOrderId: randomUUID(),
    symbol,
    side: 'buy',
    type: 'market',
    quantity: venue.quantity,
    limitPrice: null,
    sendBeforeMs: null,
    ...changes,
  });

  async function openOn(
    shared: SharedExchange,
    { account: options, ...limits }: OpenOptions = {},
  ): Promise<StageAccount> {
    const credential = await double.newAccount({ balances, ...options });
    const account = openAccount(shared, credential, limits);
    return {
      account,
      credential,
      async place(order) {
        const answer = await account.sendOrder(order);
        if (answer.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
        return answer.exchangeOrderId;
      },
    };
  }

  return {
    double,
    exchange,
    async reset() {
      await double.holdOrders(false);
      await double.setDepth(symbol, null);
      await double.setPrice(symbol, venue.price);
    },
    open: (options) => openOn(exchange, options),
    openApart: (options) => openOn(openExchange(), options),
    plan,
    limitPlan(changes = {}) {
      const isBuy = (changes.side ?? 'buy') === 'buy';
      const limitPrice = isBuy
        ? floorToStep(times(venue.price, '1.005'), priceTick)
        : ceilToStep(times(venue.price, '0.995'), priceTick);
      return plan({ type: 'limit-ioc', limitPrice, ...changes });
    },
    async booked({ clientOrderId }) {
      const orders = (await double.book()).filter((order) => order.clientOrderId === clientOrderId);
      expect(orders.length, 'orders at the exchange under one client order id').toBeLessThanOrEqual(1);
      return orders[0] ?? null;
    },
  };
}

/** Answers that may refuse the whole address, so that everyone waits. */
export const mayConcernAll = (status: number): boolean => status === 429 || status === 418 || status === 403;
