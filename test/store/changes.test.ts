import pg from 'pg';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { Journal, JournalChange } from '../../store/journal.ts';
import { execute, journalAt, newPostgresUrl, onBothDatabases } from './databases.ts';
import { event, intent, record } from './records.ts';

const dayMs = 24 * 60 * 60 * 1_000;

async function changesAfter(journal: Journal, changeId: number, limit = 10_000): Promise<readonly JournalChange[]> {
  const page = await journal.changesAfter(changeId, limit);
  if (!page.isComplete) throw new Error(`changes after ${changeId} are not kept`);
  return page.changes;
}

const crowd = (size: number, revision = 1) =>
  Array.from({ length: size }, (_, n) => record({ accountId: `account_${n}`, revision }));

onBothDatabases((newUrl) => {
  test('each record that is written is a change with what was written, in order', async () => {
    const journal = journalAt(await newUrl());
    const start = await journal.latestChange();
    expect(await changesAfter(journal, start)).toEqual([]);
    await journal.writeIntent(intent());
    await journal.writeRecords([record({ leg: 'liquidate:BTC/USD' })]);
    await journal.writeEvents([event()]);
    const changes = await changesAfter(journal, start);
    expect(changes).toMatchObject([
      { changeId: start + 1, kind: 'intent', intent: intent() },
      { changeId: start + 2, kind: 'decision', decision: record({ leg: 'liquidate:BTC/USD' }) },
      { changeId: start + 3, kind: 'account-event', event: event() },
    ]);
    for (const { atMs } of changes) expect(Math.abs(Date.now() - atMs)).toBeLessThan(60_000);
    expect(await journal.latestChange()).toBe(start + 3);
    expect(await changesAfter(journal, start + 1, 1)).toEqual([changes[1]]);
    expect(await changesAfter(journal, start + 3)).toEqual([]);
  });

  test('what changes nothing is no change', async () => {
    const journal = journalAt(await newUrl());
    const writeAll = async (): Promise<void> => {
      await journal.writeRecords([record({ revision: 2 }), record({ leg: 'other' })]);
      await journal.writeEvents([event()]);
      await journal.writeIntent(intent());
    };
    await writeAll();
    const before = await journal.latestChange();
    await writeAll();
    await journal.writeRecords([record({ revision: 1, outcome: 'pending' })]);
    await journal.writeEvents([event({ atMs: 1 })]);
    await journal.writeIntent(intent({ delivered: [], undelivered: [] }));
    expect(await journal.latestChange()).toBe(before);

    await journal.writeRecords([record({ revision: 3 }), record({ leg: 'other' })]);
    await journal.writeIntent(intent({ delivered: ['retail_one', 'retail_two'], undelivered: [] }));
    expect(await changesAfter(journal, before)).toMatchObject([
      { kind: 'decision', decision: { leg: 'copy', revision: 3 } },
      { kind: 'intent', intent: { undelivered: [] } },
    ]);
  });

  test('a write that is refused leaves no change and no gap', async () => {
    const journal = journalAt(await newUrl());
    const start = await journal.latestChange();
    await expect(journal.writeRecords([record(), record({ leg: 'bad', decidedAtMs: NaN })])).rejects.toThrow();
    expect(await changesAfter(journal, start)).toEqual([]);
    await journal.writeRecords([record()]);
    expect(await changesAfter(journal, start)).toMatchObject([{ changeId: start + 1 }]);
  });

  test('changes are kept for a day; who asks for older ones is told so', async () => {
    const url = await newUrl();
    const journal = journalAt(url, 20_000);
    const start = await journal.latestChange();
    await journal.writeRecords(crowd(1_500));
    const old = await journal.latestChange();
    await journal.writeRecords(crowd(100, 2));
    await execute(url, `update journal_changes set at_ms = at_ms - ${dayMs + 1} where change_id <= ${old}`);
    await journal.writeRecords(crowd(1_100, 3));

    const latest = await journal.latestChange();
    expect(latest).toBe(start + 1_500 + 100 + 1_100);
    expect(await journal.changesAfter(start, 10)).toEqual({ isComplete: false, latest });
    expect(await journal.changesAfter(old - 1, 10)).toEqual({ isComplete: false, latest });
    expect(await changesAfter(journal, old)).toHaveLength(1_200);
  });

  test('an id of another journal is told as such, even before this one has any change', async () => {
    const journal = journalAt(await newUrl());
    const latest = await journal.latestChange();
    for (const foreign of [0, latest - 1, latest + 1, latest + 1e9])
      expect(await journal.changesAfter(foreign, 10)).toEqual({ isComplete: false, latest });
  });
});

describe.skipIf(inject('postgresUrl') === null)('PostgreSQL', () => {
  test('a change that is committed late comes before those that began later: nobody reads past it', async () => {
    const url = await newPostgresUrl();
    const journal = journalAt(url, 20_000);
    const start = await journal.latestChange();
    await journal.writeEvents([event({ eventId: 'seed' })]);
    const late = new pg.Client(url);
    await late.connect();
    onTestFinished(() => late.end());
    await late.query('begin');
    await late.query(
      `insert into journal_account_events select account_id, 'late', code, symbol, at_ms, event from journal_account_events`,
    );
    let isWritten = false;
    const writing = journal.writeRecords(crowd(3)).then(() => {
      isWritten = true;
    });
    await vi.waitFor(async () => {
      const waiting = await late.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      expect(waiting.rowCount).toBe(1);
    });
    expect(await changesAfter(journal, start)).toMatchObject([{ changeId: start + 1 }]);
    expect(isWritten).toBe(false);
    await late.query('commit');
    await writing;
    expect(await changesAfter(journal, start)).toMatchObject([
      { changeId: start + 1, kind: 'account-event' },
      { changeId: start + 2, kind: 'account-event' },
      { changeId: start + 3, kind: 'decision' },
      { changeId: start + 4 },
      { changeId: start + 5 },
    ]);
  });
});
