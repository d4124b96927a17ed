import { describe, expect, test } from 'vitest';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function provesIsolation({ rules }: VenueUnderTest, stage: () => Stage): void {
  const { symbol } = rules;
  describe('one account, one call at a time', () => {
    test('an answer that is slow holds the calls of its own account and of no other', async () => {
      const [slow, quick] = [await stage().open(), await stage().open()];
      const ended: string[] = [];
      const ending = (name: string, call: Promise<unknown>): Promise<unknown> => call.finally(() => ended.push(name));
      const plan = stage().plan();
      await stage().double.addFault({ on: 'add-order', kind: 'delay-after-accept', ms: 400 });
      const sending = ending('slow order', slow.account.sendOrder(plan));
      await expect.poll(() => stage().booked(plan)).not.toBeNull();
      const behind = [
        ending('slow read', slow.account.balances()),
        ending('slow read', slow.account.findOrder(plan.clientOrderId, symbol, Date.now())),
      ];
      await ending('quick read', quick.account.balances());
      await ending('quick order', quick.account.sendOrder(stage().plan()));
      await Promise.all([sending, ...behind]);
      expect(ended).toEqual(['quick read', 'quick order', 'slow order', 'slow read', 'slow read']);
    });

    test('many calls at once all succeed, one after the other', async () => {
      const { account } = await stage().open();
      const calls = [1, 2, 3].flatMap(() => [
        account.balances(),
        account.sendOrder(stage().plan()),
        account.ordersSince([symbol], Date.now()),
        account.permissions(),
      ]);
      const answers = await Promise.all(calls);
      const sent = answers.filter((answer) => 'kind' in answer);
      expect(sent.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    });
  });
}
