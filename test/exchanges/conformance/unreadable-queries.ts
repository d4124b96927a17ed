import { describe, expect, test } from 'vitest';
import type { ExchangeAccount } from '../../../exchanges/exchange.ts';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';
import { afterAccept } from './venue-double.ts';
import type { DoubleFault } from './venue-double.ts';

const kinds = ['drop-before-accept', ...afterAccept] as const;

interface Question {
  readonly name: string;
  readonly on: DoubleFault['on'];
  readonly ask: (account: ExchangeAccount, symbol: string, clientOrderId: string, id: string) => Promise<unknown>;
}

const questions: readonly Question[] = [
  { name: 'findOrder', on: 'look', ask: (account, symbol, ours) => account.findOrder(ours, symbol, Date.now()) },
  { name: 'orderById', on: 'look', ask: (account, symbol, _, id) => account.orderById(id, symbol) },
  { name: 'ordersSince', on: 'look', ask: (account, symbol) => account.ordersSince([symbol], Date.now()) },
  { name: 'tradesSince', on: 'ask', ask: (account, symbol) => account.tradesSince([symbol], Date.now()) },
  { name: 'balances', on: 'ask', ask: (account) => account.balances() },
  { name: 'permissions', on: 'ask', ask: (account) => account.permissions() },
];

export function provesUnreadableQueries({ rules }: VenueUnderTest, stage: () => Stage): void {
  const { symbol } = rules;
  describe('an answer that can not be read is a failed query, never absence and never nothing', () => {
    test.each(questions)('$name', async ({ on, ask }) => {
      const { account, credential, place } = await stage().open();
      const plan = stage().plan();
      const id = await place(plan);
      const sound = await ask(account, symbol, plan.clientOrderId, id);
      for (const kind of kinds) {
        await stage().double.addFault({ on, kind });
        const failure = await ask(account, symbol, plan.clientOrderId, id).catch((error: unknown) => error);
        expect(failure, kind).toMatchObject({ name: 'ExchangeQueryError', reason: 'unavailable' });
        expect(String(failure)).not.toContain(credential.apiKey);
        expect(String(failure)).not.toContain(credential.apiSecret);
      }
      const again = await ask(account, symbol, plan.clientOrderId, id);
      const timeless = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'provenAtMs' ? 0 : item)));
      expect(timeless(again)).toEqual(timeless(sound));
    });

    test('an answer that does not come in time', async () => {
      const { account } = await stage().open({ queryTimeoutMs: 100 });
      await stage().double.addFault({ on: 'look', kind: 'delay-after-accept', ms: 400 });
      const looked = account.findOrder(stage().plan().clientOrderId, symbol, Date.now());
      await expect(looked).rejects.toMatchObject({ name: 'ExchangeQueryError', reason: 'unavailable' });
    });
  });
}
