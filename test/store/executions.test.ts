import { expect, test } from 'vitest';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { Journal } from '../../store/journal.ts';
import { journalAt, onBothDatabases } from './databases.ts';
import { event, record } from './records.ts';

async function pages<T>(read: (after: T | null) => Promise<readonly T[]>): Promise<readonly (readonly T[])[]> {
  const read_: (readonly T[])[] = [];
  let after: T | null = null;
  for (;;) {
    const page: readonly T[] = await read(after);
    if (page.length === 0) return read_;
    read_.push(page);
    after = page.at(-1) ?? null;
  }
}
const executions = (journal: Journal, accountId: string | null, limit: number) =>
  pages<DecisionRecord>((after) => journal.executions(accountId, after, limit));
const ledgerEvents = (journal: Journal, accountId: string | null, limit: number) =>
  pages<AccountEvent>((after) => journal.ledgerEvents(accountId, after, limit));

onBothDatabases((newUrl) => {
  test('page by page no order is lost or told twice, also when many were decided in one moment', async () => {
    const journal = journalAt(await newUrl(), 20_000);
    const records = Array.from({ length: 60 }, (_, n) =>
      record({ accountId: `account_${n % 3}`, intentId: `intent-${n}`, decidedAtMs: 1_000 + Math.floor(n / 12) }),
    );
    const twoLegs = record({ accountId: 'account_1', intentId: 'intent-1', leg: 'copy+1', decidedAtMs: 1_000 });
    await journal.writeRecords([...records.toReversed(), twoLegs]);
    for (const limit of [1, 7, 61, 500]) {
      const read = (await executions(journal, null, limit)).flat();
      const perAccount = ['account_0', 'account_1', 'account_2'].map((id) =>
        read.filter((one) => one.accountId === id),
      );
      expect(perAccount.flat()).toEqual(read);
      expect(new Set(read.map(({ intentId, leg }) => `${intentId}${leg}`)).size).toBe(61);
      for (const ofOne of perAccount) {
        const times = ofOne.map(({ decidedAtMs }) => decidedAtMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
      }
    }
    const one = await executions(journal, 'account_2', 7);
    expect(one.map((page) => page.length)).toEqual([7, 7, 6]);
    expect(one.flat().every(({ accountId }) => accountId === 'account_2')).toBe(true);
  });

  test('only what an exchange took on in live is an execution, whatever its outcome was called', async () => {
    const journal = journalAt(await newUrl());
    const kept = [
      record({ intentId: '1', outcome: 'filled' }),
      record({ intentId: '2', outcome: 'pending', settledAtMs: null }),
      record({ intentId: '3', outcome: 'unknown', settledAtMs: null }),
    ];
    const others = [
      record({ intentId: '4', mode: 'observe', outcome: 'observed', exchangeOrderId: null }),
      record({ intentId: '5', mode: 'observe', outcome: 'observed' }),
      record({ intentId: '6', outcome: 'skipped', exchangeOrderId: null, plan: null }),
    ];
    await journal.writeRecords([...others, ...kept]);
    expect((await executions(journal, null, 100)).flat()).toEqual(kept);
    expect(await executions(journal, 'nobody', 100)).toEqual([]);
  });

  test('parts of an order come back as they were recorded, ids with a NUL are paged over', async () => {
    const journal = journalAt(await newUrl());
    const fills = [{ atMs: 5, quantity: '0.1', cost: '5000.00001', feeAsset: null, feeAmount: '0' }];
    const odd = ['a\0b', "a'c", 'z🚀'].map((accountId) => record({ accountId, filledCost: '5000.00001', fills }));
    await journal.writeRecords(odd);
    expect((await executions(journal, null, 1)).flat()).toHaveLength(3);
    expect((await executions(journal, 'a\0b', 1)).flat()).toEqual([odd[0]]);
  });

  test("what moved ledgers without an order of Lockstep's is paged in order, other events are left out", async () => {
    const journal = journalAt(await newUrl());
    const moved = Array.from({ length: 20 }, (_, n) =>
      event({
        accountId: `account_${n % 2}`,
        eventId: `event-${n}`,
        atMs: 100 + Math.floor(n / 10),
        code: n % 4 === 0 ? 'EXTERNAL_REDUCTION' : 'EXTERNAL_TRADE',
      }),
    );
    const others = [
      event({ eventId: 'order', code: 'EXTERNAL_ORDER' }),
      event({ eventId: 'mode', code: 'MODE_CHANGED' }),
    ];
    await journal.writeEvents([...others, ...moved.toReversed()]);
    for (const limit of [1, 3, 100]) {
      const read = (await ledgerEvents(journal, null, limit)).flat();
      expect(read.map(({ eventId }) => eventId).toSorted()).toEqual(moved.map(({ eventId }) => eventId).toSorted());
      expect(read.map(({ accountId, atMs }) => `${accountId} ${atMs}`)).toEqual(
        read.map(({ accountId, atMs }) => `${accountId} ${atMs}`).toSorted(),
      );
    }
    expect((await ledgerEvents(journal, 'account_1', 3)).flat()).toHaveLength(10);
  });
});
