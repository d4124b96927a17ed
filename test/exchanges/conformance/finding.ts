import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dividedBy } from '../../../domain/decimal.ts';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function provesFinding({ rules, quantity }: VenueUnderTest, stage: () => Stage): void {
  const { symbol } = rules;
  const quarter = dividedBy(quantity, '4');

  describe('finding an order by our id', () => {
    test('while it is open, and when it filled late', async () => {
      const { account, place } = await stage().open();
      await stage().double.holdOrders(true);
      const plan = stage().plan();
      const sinceMs = Date.now();
      const exchangeOrderId = await place(plan);
      const find = () => account.findOrder(plan.clientOrderId, symbol, sinceMs);
      expect(await find()).toMatchObject({
        kind: 'found',
        order: { exchangeOrderId, clientOrderId: plan.clientOrderId, status: 'open', filledQuantity: '0' },
      });
      await stage().double.fillResting();
      expect(await find()).toMatchObject({
        kind: 'found',
        order: { exchangeOrderId, status: 'closed', filledQuantity: quantity },
      });
    });

    test('when it is closed: the same report as by the exchange id', async () => {
      const { account, place } = await stage().open();
      const plan = stage().plan();
      const sinceMs = Date.now();
      const exchangeOrderId = await place(plan);
      const order = await account.orderById(exchangeOrderId, symbol);
      expect(await account.findOrder(plan.clientOrderId, symbol, sinceMs)).toEqual({ kind: 'found', order });
    });

    test('when it filled in part and its rest was cancelled', async () => {
      const { account, place } = await stage().open();
      await stage().double.setDepth(symbol, quarter);
      const plan = stage().limitPlan();
      const sinceMs = Date.now();
      await place(plan);
      const found = await account.findOrder(plan.clientOrderId, symbol, sinceMs);
      expect(found).toMatchObject({ kind: 'found', order: { filledQuantity: quarter } });
      expect(['cancelled', 'expired']).toContain(found.kind === 'found' ? found.order.status : null);
    });

    test('when a person cancelled it', async () => {
      const { account, place } = await stage().open();
      await stage().double.holdOrders(true);
      const plan = stage().plan();
      const sinceMs = Date.now();
      await account.cancelOrder(await place(plan), symbol);
      expect(await account.findOrder(plan.clientOrderId, symbol, sinceMs)).toMatchObject({
        kind: 'found',
        order: { status: 'cancelled', filledQuantity: '0' },
      });
    });

    test('absent when there is none, also beside other orders and orders of other accounts', async () => {
      const { account, place } = await stage().open();
      const other = await stage().open();
      const plan = stage().plan();
      const sinceMs = Date.now();
      await place(stage().plan());
      await other.place(plan);
      expect(await account.findOrder(plan.clientOrderId, symbol, sinceMs)).toEqual({ kind: 'absent' });
      expect(await account.findOrder(randomUUID(), symbol, sinceMs)).toEqual({ kind: 'absent' });
    });

    test('an exchange id that is none is a failed query', async () => {
      const { account } = await stage().open();
      await expect(account.orderById('12345678', symbol)).rejects.toMatchObject({ name: 'ExchangeQueryError' });
    });
  });

  test('the same order sent again while it is open: never a refusal, and one in the book', async () => {
    const { account, place } = await stage().open();
    await stage().double.holdOrders(true);
    const plan = stage().plan();
    const exchangeOrderId = await place(plan);
    const again = await account.sendOrder(plan);
    if (again.kind === 'accepted') expect(again.exchangeOrderId).toBe(exchangeOrderId);
    else expect(again.kind).toBe('unknown');
    expect(await stage().booked(plan)).toMatchObject({ exchangeOrderId });
    expect(await account.findOrder(plan.clientOrderId, symbol, Date.now())).toMatchObject({
      kind: 'found',
      order: { exchangeOrderId },
    });
  });
}
