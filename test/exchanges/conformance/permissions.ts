import { describe, expect, test } from 'vitest';
import { credentialOf } from '../../../exchanges/credential.ts';
import { openAccount } from '../../../exchanges/account.ts';
import type { NewDoubleAccount } from './venue-double.ts';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function provesPermissions({ proves }: VenueUnderTest, stage: () => Stage): void {
  describe('what a key may do', () => {
    const cases: readonly (readonly [string, NewDoubleAccount, { trade: boolean; withdraw: boolean }])[] = [
      ['trade, not withdraw', {}, { trade: true, withdraw: false }],
      ['trade and withdraw', { mayWithdraw: true }, { trade: true, withdraw: true }],
      ['neither', { mayTrade: false }, { trade: false, withdraw: false }],
    ];
    test.each(cases)('%s: proven, or said to be unproven', async (_, account, may) => {
      const opened = await stage().open({ account });
      expect(await opened.account.permissions()).toEqual({
        trade: proves.trade === true || (proves.trade === 'only-its-lack' && !may.trade) ? may.trade : null,
        withdraw: proves.withdraw ? may.withdraw : null,
        provenAtMs: expect.any(Number) as unknown,
      });
    });

    test('an order with a key that may not trade is refused, and none is in the book', async () => {
      const { account } = await stage().open({ account: { mayTrade: false } });
      const plan = stage().plan();
      expect(await account.sendOrder(plan)).toMatchObject({ kind: 'rejected', code: 'PERMISSION_DENIED' });
      expect(await stage().booked(plan)).toBeNull();
    });

    test('a key with the wrong secret: refused for an order, named for queries, shown by none', async () => {
      const [one, two] = [await stage().open(), await stage().open()];
      const { apiKey } = one.credential;
      const { apiSecret } = two.credential;
      const account = openAccount(stage().exchange, credentialOf(apiKey, apiSecret));
      const plan = stage().plan();
      const answer = await account.sendOrder(plan);
      expect(answer).toMatchObject({ kind: 'rejected', code: 'CREDENTIAL_REJECTED' });
      expect(await stage().booked(plan)).toBeNull();
      const failure = await account.balances().catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'ExchangeQueryError', reason: 'credential-rejected' });
      for (const text of [JSON.stringify(answer), String(failure)]) {
        expect(text).not.toContain(apiKey);
        expect(text).not.toContain(apiSecret);
      }
    });
  });
}
