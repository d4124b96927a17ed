import { describe, expect, test } from 'vitest';
import { mayConcernAll } from './stage.ts';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function provesRefusals({ refusals, rules }: VenueUnderTest, stage: () => Stage): void {
  describe('refused for good: nothing is in the book', () => {
    test.each(refusals)('$name is $code', async ({ status = 200, body, code, again }) => {
      const { account } = await (mayConcernAll(status) ? stage().openApart() : stage().open());
      const plan = stage().plan();
      await stage().double.addFault({ on: 'add-order', kind: 'answer', status, body });
      expect(await account.sendOrder(plan)).toEqual({
        kind: 'rejected',
        code,
        venueText: expect.stringMatching(/./) as unknown,
        retryAfterMs: again ? (expect.any(Number) as unknown) : null,
      });
      expect(await stage().booked(plan)).toBeNull();
    });

    test('more than the account holds', async () => {
      const { account } = await stage().open({ account: { balances: { [rules.quote]: '0.01' } } });
      const plan = stage().limitPlan();
      expect(await account.sendOrder(plan)).toMatchObject({ kind: 'rejected', code: 'INSUFFICIENT_FUNDS' });
      expect(await stage().booked(plan)).toBeNull();
    });
  });
}
