import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { JournalRefused } from '../../store/journal-refused.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { openSqliteFile } from '../../store/sqlite-file.ts';
import { journalAt, openedJournalAt, temporaryFolder } from './databases.ts';
import { record } from './records.ts';

const fileIn = (folder: string, name = 'journal.db'): { path: string; url: string } => {
  const path = join(folder, name);
  return { path, url: pathToFileURL(path).href };
};

/** Another connection that holds the file's write lock. */
function lockOf(path: string): { release: () => void } {
  const other = new Libsql(path);
  onTestFinished(() => {
    other.close();
  });
  other.exec('begin exclusive');
  return { release: () => other.exec('rollback') };
}

async function timed(work: Promise<unknown>): Promise<{ error: unknown; tookMs: number }> {
  const startedAt = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, tookMs: performance.now() - startedAt };
}

test('a locked file holds up neither the caller nor anything else in the process', async () => {
  const { path, url } = fileIn(temporaryFolder());
  const journal = await openedJournalAt(url, 400);
  const others = Array.from({ length: 300 }, (_, n) => record({ accountId: 'other', intentId: `intent-${n}` }));
  await journal.writeRecords([record(), ...others]);
  const lock = lockOf(path);

  const eventLoop = monitorEventLoopDelay({ resolution: 1 });
  eventLoop.enable();
  const reading = journal.decisions('other', 1_000);
  const late = await timed(journal.writeRecords([record({ revision: 2 })]));
  eventLoop.disable();
  expect(await reading).toHaveLength(300);
  expect(late.error).toBeInstanceOf(JournalUnavailable);
  expect(String(late.error)).toBe(`JournalUnavailable: Journal ${path} can't be used: another process keeps it locked`);
  expect(late.tookMs).toBeLessThan(600);
  expect(eventLoop.max / 1e6).toBeLessThan(150);
  expect(await journal.decisions('retail_one', 1)).toEqual([record()]);

  lock.release();
  await journal.writeRecords([record({ revision: 2 })]);
  expect(await journal.decisions('retail_one', 1)).toEqual([record({ revision: 2 })]);
});

test('a write acknowledged after another process held the lock and changed the file is really in it', async () => {
  const { path, url } = fileIn(temporaryFolder());
  const journal = await openedJournalAt(url, 200);
  await journal.writeRecords([record()]);
  const other = new Libsql(path);
  onTestFinished(() => {
    other.close();
  });
  for (let round = 2; round < 6; round += 1) {
    other.exec(`begin immediate; insert into journal_account_states values ('other ${round}', '{}')`);
    await expect(journal.writeRecords([record({ revision: round })])).rejects.toThrow(JournalUnavailable);
    other.exec('commit');
    await journal.writeRecords([record({ revision: round })]);
    expect(other.prepare('select revision from journal_decisions').all()).toEqual([{ revision: round }]);
  }
});

test('a query that meets a lock spoils its connection, as what it writes later would be lost', async () => {
  const { path } = fileIn(temporaryFolder());
  const other = new Libsql(path);
  const file = openSqliteFile(path, 100);
  onTestFinished(() => {
    file.close();
    other.close();
  });
  other.exec('create table notes (text text)');
  expect(await file.query('select * from notes', [])).toEqual([]);
  await expect(file.query('select * from missing', [])).rejects.toThrow('no such table');
  other.exec('begin exclusive');
  expect(file.isSpoiled).toBe(false);
  await expect(file.query('select * from notes', [])).rejects.toThrow('locked');
  expect(file.isSpoiled).toBe(true);
});

test('journals that make the same new file at once all get it', async () => {
  for (let round = 0; round < 30; round += 1) {
    const { url } = fileIn(temporaryFolder());
    const journals = [journalAt(url), journalAt(url), journalAt(url)];
    await Promise.all(journals.map((journal, n) => journal.writeRecords([record({ accountId: `account_${n}` })])));
    for (const [n, journal] of journals.entries())
      expect(await journal.decisions(`account_${(n + 1) % 3}`, 1)).toHaveLength(1);
    await Promise.all(journals.map((journal) => journal.close()));
  }
});

test('a new file that is locked while it is opened is used as soon as it is free', async () => {
  const { path, url } = fileIn(temporaryFolder());
  const lock = lockOf(path);
  const journal = journalAt(url, 200);
  expect((await timed(journal.writeRecords([record()]))).error).toBeInstanceOf(JournalUnavailable);
  lock.release();
  await vi.waitFor(() => journal.writeRecords([record()]), { timeout: 10_000 });
  expect(await journal.decisions('retail_one', 1)).toHaveLength(1);
});

test('a new file that another process is still making is waited for, not refused', async () => {
  const { path, url } = fileIn(temporaryFolder());
  const lock = lockOf(path);
  const reading = journalAt(url, 5_000).lastSequence();
  await delay(100);
  lock.release();
  expect(await reading).toBe(0);
});

test.each([
  ['text', Buffer.from('{ "not": "a database" }'.repeat(200))],
  ['noise', randomBytes(8_192)],
])('a file of %s is named, kept as it is, and usable once it is moved away', async (_, content) => {
  const { path, url } = fileIn(temporaryFolder());
  writeFileSync(path, content);
  const journal = journalAt(url);
  await expect(journal.lastSequence()).rejects.toThrow(
    new JournalUnavailable(
      `Journal ${path} can't be used: it is damaged or no SQLite file; it was left as it is, move it away`,
    ),
  );
  expect(readFileSync(path).equals(content)).toBe(true);
  renameSync(path, `${path}.kept`);
  expect(await journal.lastSequence()).toBe(0);
});

test("another application's database is named and not changed by a single byte", async () => {
  const { path, url } = fileIn(temporaryFolder(), 'temporal.db');
  const other = new Libsql(path);
  other.exec('create table executions (id text)');
  other.close();
  const before = readFileSync(path);
  const journal = journalAt(url);
  await expect(journal.writeRecords([record()])).rejects.toThrow(
    new JournalUnavailable(
      `Journal ${path} can't be used: it is a database of another application; it was left as it is, choose another file`,
    ),
  );
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a journal of a newer version is left alone', async () => {
  const { path, url } = fileIn(temporaryFolder());
  const older = journalAt(url);
  await older.writeRecords([record()]);
  await older.close();
  const file = new Libsql(path);
  file.exec(`insert into lockstep_migrations values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')`);
  file.close();
  await expect(journalAt(url).lastSequence()).rejects.toThrow(
    `Journal ${path} can't be used: it was written by another version of Lockstep; use that version or a newer one`,
  );
});

test('half a migration is never left behind: an interrupted start begins it anew', async () => {
  const { path, url } = fileIn(temporaryFolder());
  const blocked = new Libsql(path);
  blocked.exec(`pragma application_id = ${String(0x4c4b5354)}; create table journal_intents (x text)`);
  const journal = journalAt(url);
  await expect(journal.lastSequence()).rejects.toThrow(/can't be used: .*journal_intents/);
  expect(blocked.prepare('select name from sqlite_master').all()).toEqual([{ name: 'journal_intents' }]);
  blocked.exec('drop table journal_intents');
  blocked.close();
  expect(await journal.lastSequence()).toBe(0);
});

test('a record of the wrong shape is refused; it does not end the worker', async () => {
  const { url } = fileIn(temporaryFolder());
  const journal = journalAt(url);
  const misshapen = { ...record(), code: true } as unknown as DecisionRecord;
  await expect(journal.writeRecords([misshapen])).rejects.toThrow(JournalRefused);
  await journal.writeRecords([record()]);
  expect(await journalAt(url).decisions('retail_one', 10)).toEqual([record()]);
});

test('a journal file removed while it is in use does not swallow records', async () => {
  const { path, url } = fileIn(temporaryFolder());
  const journal = journalAt(url);
  await journal.writeRecords([record()]);
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  await journal.writeRecords([record({ intentId: 'intent-2' })]);
  expect(existsSync(path)).toBe(true);
  expect(await journalAt(url).decisions('retail_one', 10)).toEqual([record({ intentId: 'intent-2' })]);
});

test('a folder that can not be made is named, and nothing is thrown at opening', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const { path, url } = fileIn(join(folder, 'file'));
  const journal = journalAt(url);
  await expect(journal.lastSequence()).rejects.toThrow(`Journal ${path} can't be used: `);
  rmSync(join(folder, 'file'));
  expect(await journal.lastSequence()).toBe(0);
});
