import { expect, test } from 'vitest';
import { guardJournal } from '../../store/guarded-journal.ts';
import { JournalRefused } from '../../store/journal-refused.ts';
import { openJournal } from '../../store/open-journal.ts';
import { execute, journalAt, onBothDatabases } from './databases.ts';
import { event, intent, record } from './records.ts';

const withoutChanges = (url: string): string =>
  url.startsWith('file:')
    ? ['new_decision', 'decision', 'new_intent', 'intent'].map((of) => `drop trigger journal_note_${of};`).join(' ')
    : ['decisions', 'intents', 'account_events'].map((of) => `drop function journal_note_${of} cascade;`).join(' ');

onBothDatabases((newUrl) => {
  test('an event that is seen again, in one write or in later ones, is one event, as it was seen first', async () => {
    const journal = journalAt(await newUrl());
    const first = event({ context: `quote ' back\\slash nul \0 🚀` });
    const again = event({ atMs: first.atMs + 5, context: 'owned=0.2 balance=0.2' });
    await journal.writeEvents([again, first]);
    await journal.writeEvents([again]);
    await journal.writeEvents([]);
    expect(await journal.events('retail_one', 10)).toEqual([first]);
  });

  test("an account's events come newest first and hold no other account's; null asks for everybody's", async () => {
    const journal = journalAt(await newUrl());
    const [oldest, middle, newest] = [1, 2, 3].map((n) => event({ eventId: `event-${n}`, atMs: 1_000 + n })) as [
      ReturnType<typeof event>,
      ReturnType<typeof event>,
      ReturnType<typeof event>,
    ];
    const others = event({ accountId: 'retail_two', atMs: 1_002 });
    await journal.writeEvents([newest, others, oldest, middle]);
    expect(await journal.events('retail_one', 2)).toEqual([newest, middle]);
    expect(await journal.events('retail_two', 10)).toEqual([others]);
    expect(await journal.events(null, 3)).toEqual([newest, middle, others]);
    expect(await journal.events('nobody', 10)).toEqual([]);
  });

  test('500 events in one call arrive complete, and again change nothing', async () => {
    const journal = journalAt(await newUrl(), 20_000);
    const events = Array.from({ length: 500 }, (_, n) => event({ eventId: `event-${n}`, atMs: n }));
    await journal.writeEvents(events);
    await journal.writeEvents(events.toReversed());
    expect(await journal.events('retail_one', 1_000)).toEqual(events.toReversed());
  });

  test('two workers that write the same events in opposite order both succeed', async () => {
    const url = await newUrl();
    const workers = [journalAt(url), journalAt(url)] as const;
    await Promise.all(workers.map((journal) => journal.lastSequence()));
    const events = Array.from({ length: 200 }, (_, n) => event({ accountId: `account_${n}` }));
    await Promise.all([workers[0].writeEvents(events), workers[1].writeEvents(events.toReversed())]);
    expect(await workers[0].events(null, 1_000)).toHaveLength(200);
  });

  test('a journal of the version before takes events, and keeps all that it held', async () => {
    const url = await newUrl();
    const before = openJournal({ url });
    await before.writeRecords([record()]);
    await before.close();
    await execute(url, withoutChanges(url));
    await execute(
      url,
      `drop table journal_account_events;
       drop index journal_decisions_at_exchange;
       drop table vault_credentials;
       drop table vault_locks;
       drop table journal_changes;
       drop table journal_change_counter;
       drop table access_lock;
       drop table access_people;
       drop table access_sessions;
       drop table access_links;
       drop table access_waits;
       drop table account_entries;
       drop table equity_points;
       drop table global_limits;
       delete from lockstep_migrations where name > '0002'`,
    );
    const journal = journalAt(url);
    await journal.writeEvents([event()]);
    expect(await journal.events('retail_one', 10)).toEqual([event()]);
    expect(await journal.decisions('retail_one', 10)).toEqual([record()]);
  });

  test('guarded: events of many accounts go out together, one that is refused keeps no other out', async () => {
    const inner = journalAt(await newUrl());
    await inner.lastSequence();
    const sizes: number[] = [];
    const guarded = guardJournal(
      {
        ...inner,
        writeEvents: (events) => {
          sizes.push(events.length);
          return inner.writeEvents(events);
        },
      },
      { boundMs: 5_000 },
    );
    const accounts = Array.from({ length: 20 }, (_, n) => event({ accountId: `account_${n}` }));
    await Promise.all(accounts.map((each) => guarded.writeEvents([each])));
    expect(sizes).toEqual([20]);
    const bad = event({ accountId: 'bad', atMs: NaN });
    const [good, refused] = await Promise.allSettled([guarded.writeEvents([event()]), guarded.writeEvents([bad])]);
    expect(good.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(JournalRefused) as unknown });
    expect(await inner.events(null, 100)).toHaveLength(21);
  });

  test('closing waits for events that were accepted, and for records', async () => {
    const url = await newUrl();
    const guarded = guardJournal(journalAt(url), { boundMs: 5_000 });
    await guarded.lastSequence();
    const writing = Promise.all([guarded.writeEvents([event()]), guarded.writeRecords([record()])]);
    await guarded.close();
    await writing;
    expect(await journalAt(url).events('retail_one', 10)).toEqual([event()]);
  });

  test("a master's order that filled in parts: all its intents in their order, none of another order's", async () => {
    const journal = journalAt(await newUrl());
    const parts = ['order-1', 'order-1:0.02', 'order-1:0.05'].map((intentId, index) =>
      intent({ intentId, sequence: 7 + index, handedOutAtMs: 1_760_000_000_050 - index }),
    );
    const others = [
      intent({ intentId: 'order-0', sequence: 1 }),
      intent({ intentId: 'order-10', sequence: 8_000 }),
      intent({ intentId: 'order-2:0.02', sequence: 9_000 }),
    ];
    for (const each of [...others, ...parts.toReversed()]) await journal.writeIntent(each);
    const copy = record({ intentId: 'order-1:0.02' });
    await journal.writeRecords([copy]);
    const found = await journal.intentsOfOrder('order-1');
    expect(found.map((one) => one.intent)).toEqual(parts);
    expect(found.map((one) => one.records)).toEqual([[], [copy], []]);
    expect(await journal.intentsOfOrder('order-3')).toEqual([]);
  });
});
