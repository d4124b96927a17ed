import { describe, expect, test } from 'vitest';
import { dividedBy, plus } from '../../../domain/decimal.ts';
import type { TradeReport } from '../../../domain/order.ts';
import { placeByHand } from './by-hand.ts';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function provesHistories(venue: VenueUnderTest, stage: () => Stage): void {
  const { symbol } = venue.rules;
  const quarter = dividedBy(venue.quantity, '4');
  const sum = (trades: readonly TradeReport[], of: 'quantity' | 'cost' | 'feeAmount') =>
    trades.reduce((total, trade) => plus(total, trade[of]), '0');

  describe('orders and trades since a moment', () => {
    test('nothing yet: two empty lists', async () => {
      const { account } = await stage().open();
      expect(await account.ordersSince([symbol], Date.now())).toEqual([]);
      expect(await account.tradesSince([symbol], Date.now())).toEqual([]);
    });

    test('all of them over several pages, each once, own and by hand, amounts to the digit', async () => {
      const person = await stage().open();
      const other = await stage().open();
      const { account, place } = person;
      const { double, plan, limitPlan } = stage();
      const sinceMs = Date.now();
      await other.place(plan());
      const filled: string[] = [];
      for (let count = 0; count < venue.historyLength - 1; count += 1) {
        filled.push(await place(plan({ side: count % 2 === 0 ? 'buy' : 'sell', quantity: quarter })));
      }
      const byHand = await placeByHand(stage(), person, plan(), venue.takesOrdersWithoutClientId);
      filled.push(byHand);
      await double.setDepth(symbol, quarter);
      const partly = await place(limitPlan());
      await double.setDepth(symbol, null);
      await double.holdOrders(true);
      const openPlan = plan();
      const open = await place(openPlan);

      const orders = await account.ordersSince([symbol], sinceMs);
      expect(orders.map(({ report }) => report.exchangeOrderId).sort()).toEqual([...filled, partly, open].sort());
      const listed = new Map(orders.map((order) => [order.report.exchangeOrderId, order]));
      expect(listed.get(open)).toMatchObject({
        symbol,
        side: 'buy',
        report: { status: 'open', clientOrderId: openPlan.clientOrderId },
      });
      expect(listed.get(filled[1] ?? '')).toMatchObject({ symbol, side: 'sell', report: { status: 'closed' } });
      expect(listed.get(partly)?.report.filledQuantity).toBe(quarter);
      const handId = listed.get(byHand)?.report.clientOrderId;
      if (venue.takesOrdersWithoutClientId) expect(handId).toBeNull();
      for (const { openedAtMs } of orders) expect(Math.abs(openedAtMs - sinceMs)).toBeLessThan(60_000);

      const trades = await account.tradesSince([symbol], sinceMs);
      expect(new Set(trades.map(({ tradeId }) => tradeId)).size).toBe(trades.length);
      expect(new Set(trades.map(({ exchangeOrderId }) => exchangeOrderId))).toEqual(new Set([...filled, partly]));
      for (const { report, side } of orders) {
        const own = trades.filter(({ exchangeOrderId }) => exchangeOrderId === report.exchangeOrderId);
        expect(sum(own, 'quantity')).toBe(report.filledQuantity);
        expect(sum(own, 'cost')).toBe(report.cost);
        expect(own.every((trade) => trade.symbol === symbol && trade.side === side)).toBe(true);
        if (venue.feesAre !== 'in-the-trades-only') expect(sum(own, 'feeAmount')).toBe(report.feeAmount);
        if (report.tradeIds.length > 0) expect(own.map(({ tradeId }) => tradeId)).toEqual([...report.tradeIds]);
      }
    });
  });
}
