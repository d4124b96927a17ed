import { describe, expect, test } from 'vitest';
import { dividedBy, isPositive, minus, times } from '../../../domain/decimal.ts';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function provesPlacing({ rules, price, quantity, feesAre }: VenueUnderTest, stage: () => Stage): void {
  const { symbol } = rules;
  const half = dividedBy(quantity, '2');

  describe('markets', () => {
    test('rules in common names and exact text, and no market where there is none', async () => {
      const { exchange } = stage();
      expect(await exchange.marketRules(symbol)).toEqual(rules);
      expect(await exchange.marketRules('NOPE/USD')).toBeNull();
    });

    test('last prices by symbol', async () => {
      const { exchange } = stage();
      expect(await exchange.prices([symbol, 'NOPE/USD'])).toEqual({ [symbol]: price });
    });

    test('an order for a market that is none is refused, and nothing is sent', async () => {
      const { account } = await stage().open();
      const plan = stage().plan({ symbol: 'NOPE/USD' });
      expect(await account.sendOrder(plan)).toMatchObject({ kind: 'rejected', code: 'MARKET_UNKNOWN' });
      expect(await stage().booked(plan)).toBeNull();
    });
  });

  describe('placing', () => {
    test.each(['buy', 'sell'] as const)('a market %s: our id in the book, fill and cost to the digit', async (side) => {
      const { account, place } = await stage().open();
      const plan = stage().plan({ side });
      const exchangeOrderId = await place(plan);
      expect(await stage().booked(plan)).toMatchObject({
        exchangeOrderId,
        clientOrderId: plan.clientOrderId,
        symbol,
        side,
        quantity,
        filledQuantity: quantity,
        status: 'closed',
      });
      const report = await account.orderById(exchangeOrderId, symbol);
      expect(report).toMatchObject({
        exchangeOrderId,
        clientOrderId: plan.clientOrderId,
        status: 'closed',
        filledQuantity: quantity,
        cost: times(quantity, price),
        averagePrice: price,
      });
      if (feesAre !== 'in-the-trades-only') {
        expect([rules.base, rules.quote]).toContain(report.feeAsset);
        expect(isPositive(report.feeAmount)).toBe(true);
      }
    });

    test('an IOC limit that finds all of it', async () => {
      const { account, place } = await stage().open();
      const plan = stage().limitPlan();
      const report = await account.orderById(await place(plan), symbol);
      expect(report).toMatchObject({ status: 'closed', filledQuantity: quantity, cost: times(quantity, price) });
    });

    test('an IOC limit that finds half: the rest is cancelled, what filled counts', async () => {
      const { account, place } = await stage().open();
      await stage().double.setDepth(symbol, half);
      const plan = stage().limitPlan();
      const report = await account.orderById(await place(plan), symbol);
      expect(['cancelled', 'expired']).toContain(report.status);
      expect(report).toMatchObject({ filledQuantity: half, cost: times(half, price), averagePrice: price });
      expect(await stage().booked(plan)).toMatchObject({ status: 'cancelled', filledQuantity: half });
    });

    test.each(['buy', 'sell'] as const)('an IOC limit %s beyond the price: over, nothing filled', async (side) => {
      const { account, place } = await stage().open();
      const away = times(rules.priceTick, '10');
      const limitPrice = side === 'buy' ? minus(price, away) : minus(price, `-${away}`);
      const plan = stage().limitPlan({ side, limitPrice });
      const report = await account.orderById(await place(plan), symbol);
      expect(['cancelled', 'expired']).toContain(report.status);
      expect(report).toMatchObject({ filledQuantity: '0', cost: '0', averagePrice: null, feeAmount: '0' });
    });

    test('past its last moment: not a byte leaves', async () => {
      const { account } = await stage().open();
      const plan = stage().plan({ sendBeforeMs: Date.now() - 1 });
      expect(await account.sendOrder(plan)).toMatchObject({ kind: 'not-sent' });
      expect(await stage().booked(plan)).toBeNull();
    });
  });

  describe('cancelling and balances', () => {
    test('what orders hold is not free, zero rows are left out, and a cancel sets it free', async () => {
      const { account, place } = await stage().open({
        account: { balances: { [rules.quote]: '1000000', [rules.base]: '100', ETH: '0' } },
      });
      const balances = async () =>
        Object.fromEntries((await account.balances()).map(({ asset, total, free }) => [asset, { total, free }]));
      const atRest = {
        [rules.quote]: { total: '1000000', free: '1000000' },
        [rules.base]: { total: '100', free: '100' },
      };
      expect(await balances()).toEqual(atRest);
      await stage().double.holdOrders(true);
      const sell = stage().plan({ side: 'sell' });
      const exchangeOrderId = await place(sell);
      expect(await balances()).toEqual({
        ...atRest,
        [rules.base]: { total: '100', free: minus('100', quantity) },
      });
      await account.cancelOrder(exchangeOrderId, symbol);
      expect(await balances()).toEqual(atRest);
      expect(await stage().booked(sell)).toMatchObject({ status: 'cancelled', filledQuantity: '0' });
    });

    test('cancelling twice, or what is done, is no failure and changes nothing', async () => {
      const { account, place } = await stage().open();
      const done = stage().plan();
      const doneId = await place(done);
      await stage().double.holdOrders(true);
      const open = stage().plan();
      const openId = await place(open);
      for (const id of [openId, openId, doneId]) await account.cancelOrder(id, symbol);
      expect(await account.orderById(openId, symbol)).toMatchObject({ status: 'cancelled', filledQuantity: '0' });
      expect(await account.orderById(doneId, symbol)).toMatchObject({ status: 'closed', filledQuantity: quantity });
    });
  });
}
