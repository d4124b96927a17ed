import { expect, test } from 'vitest';
import { JournalUnavailable } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { journalAt, onBothDatabases } from './databases.ts';
import { accountState, intent, record } from './records.ts';

onBothDatabases((newUrl) => {
  test('a record comes back whole, however often it is written', async () => {
    const journal = journalAt(await newUrl());
    const odd = record({ context: `quote ' " back\\slash new\nline nul \0 emoji 🚀`, sequence: null, plan: null });
    for (let time = 0; time < 3; time += 1) await journal.writeRecords([odd]);
    expect(await journal.decisions('retail_one', 10)).toEqual([odd]);
  });

  test('a late lower revision never hides what an order really did', async () => {
    const journal = journalAt(await newUrl());
    const unclear = record({ revision: 2, outcome: 'unknown', filledQuantity: '0' });
    const filled = record({ revision: 3, outcome: 'filled' });
    await journal.writeRecords([unclear]);
    await journal.writeRecords([filled]);
    await journal.writeRecords([unclear]);
    await journal.writeRecords([record({ revision: 1, outcome: 'pending' })]);
    expect(await journal.decisions('retail_one', 10)).toEqual([filled]);
  });

  test('one batch may hold several revisions of a record, in any order', async () => {
    const journal = journalAt(await newUrl());
    const revisions = [2, 4, 1, 3].map((revision) => record({ revision, context: `revision=${revision}` }));
    await journal.writeRecords(revisions);
    expect(await journal.decisions('retail_one', 10)).toEqual([revisions[1]]);
  });

  test('account, intent and leg each make a record of its own', async () => {
    const journal = journalAt(await newUrl());
    const records = [
      record(),
      record({ leg: 'liquidate:BTC/USD' }),
      record({ intentId: 'intent-2' }),
      record({ accountId: 'retail_two' }),
    ];
    await journal.writeRecords(records);
    expect(await journal.decisions('retail_one', 10)).toHaveLength(3);
    expect(await journal.decisions('retail_two', 10)).toEqual([records[3]]);
  });

  test('the scorecard lists intents newest first with what each follower did, without the own order', async () => {
    const journal = journalAt(await newUrl());
    const first = intent();
    const second = intent({ intentId: 'intent-2', sequence: 2, handedOutAtMs: first.handedOutAtMs + 1 });
    const third = intent({ intentId: 'intent-3', sequence: 3, handedOutAtMs: second.handedOutAtMs });
    for (const each of [second, third, first]) await journal.writeIntent(each);
    const copies = [record({ accountId: 'a' }), record({ accountId: 'b' })];
    const ownOrder = record({ accountId: 'master', origin: 'own', leg: 'own' });
    await journal.writeRecords([ownOrder, ...copies, record({ intentId: 'never-announced' })]);

    expect(await journal.intents(10)).toEqual([
      { intent: third, records: [] },
      { intent: second, records: [] },
      { intent: first, records: copies },
    ]);
    expect(await journal.intents(1)).toEqual([{ intent: third, records: [] }]);
    expect(await journal.intent('intent-1')).toEqual({ intent: first, records: copies });
    expect(await journal.lastSequence()).toBe(3);
  });

  test('an intent written while it was being handed out never replaces its final record', async () => {
    const journal = journalAt(await newUrl());
    const begun = intent({ delivered: [], undelivered: [] });
    const finished = intent();
    for (const each of [begun, finished, finished, begun]) await journal.writeIntent(each);
    expect((await journal.intent('intent-1'))?.intent).toEqual(finished);
  });

  test('what was never written is null, empty or 0', async () => {
    const journal = journalAt(await newUrl());
    expect(await journal.intent('nothing')).toBeNull();
    expect(await journal.loadAccountState('nobody')).toBeNull();
    expect(await journal.intents(10)).toEqual([]);
    expect(await journal.decisions('nobody', 10)).toEqual([]);
    expect(await journal.lastSequence()).toBe(0);
    await journal.writeRecords([]);
  });

  test("an account's decisions come newest first, its own orders included", async () => {
    const journal = journalAt(await newUrl());
    const records = [1, 2, 3].map((n) =>
      record({ intentId: `intent-${n}`, decidedAtMs: 1_760_000_000_000 + n, origin: n === 2 ? 'own' : 'master' }),
    );
    await journal.writeRecords([records[1]!, records[0]!, records[2]!]);
    expect(await journal.decisions('retail_one', 2)).toEqual([records[2], records[1]]);
  });

  test('an account starts again from the state saved last', async () => {
    const journal = journalAt(await newUrl());
    await journal.saveAccountState(accountState('retail_one', '1'));
    await journal.saveAccountState(accountState('retail_two', '9'));
    await journal.saveAccountState(accountState('retail_one', '2'));
    expect(await journal.loadAccountState('retail_one')).toEqual(accountState('retail_one', '2'));
  });

  test('everything is there after a restart', async () => {
    const url = await newUrl();
    const before = openJournal({ url });
    await before.writeRecords([record()]);
    await before.writeIntent(intent());
    await before.saveAccountState(accountState('retail_one', '7'));
    await before.close();
    await expect(before.writeRecords([record()])).rejects.toThrow(JournalUnavailable);

    const after = journalAt(url);
    expect(await after.intent('intent-1')).toEqual({ intent: intent(), records: [record()] });
    expect((await after.loadAccountState('retail_one'))?.lastNonce).toBe('7');
    expect(await after.lastSequence()).toBe(1);
  });

  test('5,000 records in one call arrive complete and unmixed', async () => {
    const journal = journalAt(await newUrl(), 20_000);
    const records = Array.from({ length: 5_000 }, (_, n) =>
      record({ accountId: `account_${n % 500}`, intentId: `intent-${Math.floor(n / 500)}`, context: `n=${n}` }),
    );
    await journal.writeRecords(records);
    const back = (await Promise.all([0, 7, 499].map((n) => journal.decisions(`account_${n}`, 100)))).flat();
    expect(back.map((each) => each.context).sort()).toEqual(
      [0, 7, 499].flatMap((n) => Array.from({ length: 10 }, (_, i) => `n=${i * 500 + n}`)).sort(),
    );
  });

  test('two workers that write the same records in opposite order both succeed', async () => {
    const url = await newUrl();
    const workers = [journalAt(url), journalAt(url)] as const;
    await Promise.all(workers.map((journal) => journal.lastSequence()));
    for (let revision = 1; revision <= 10; revision += 1) {
      const records = Array.from({ length: 200 }, (_, n) => record({ accountId: `account_${n}`, revision }));
      await Promise.all([workers[0].writeRecords(records), workers[1].writeRecords(records.toReversed())]);
    }
    expect((await workers[0].decisions('account_199', 1))[0]?.revision).toBe(10);
  });

  test('ids with characters that databases dislike are written and found', async () => {
    const journal = journalAt(await newUrl());
    const intentId = `x'; drop table journal_intents; -- \0 🚀`;
    await journal.writeIntent(intent({ intentId }));
    await journal.writeRecords([record({ intentId, accountId: 'a\0b' })]);
    expect((await journal.intent(intentId))?.records).toEqual([record({ intentId, accountId: 'a\0b' })]);
  });
});

test.each([
  'journal.db',
  'file:journal.db',
  'file://server/journal.db',
  'mysql://u:secret@h/d',
  'postgres://u:secret@h:x/d',
  '',
])('the url %j is refused without repeating it', (url) => {
  expect(() => openJournal({ url })).toThrow(
    'the journal url must be file:/path/journal.db or postgres://user@host/database',
  );
});
