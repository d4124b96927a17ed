import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { guardJournal } from '../../store/guarded-journal.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { startPostgres } from '../support/postgres.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { journalAt } from './databases.ts';
import { record } from './records.ts';

const patienceMs = 200;
const crowd = Array.from({ length: 12 }, (_, n) => `account_${n}`);

/** One failed write and how long it took. */
async function refusedWrite(work: Promise<unknown>): Promise<{ message: string; tookMs: number }> {
  const startedAt = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(JournalUnavailable);
  return { message: (error as Error).message, tookMs: performance.now() - startedAt };
}

describe.skipIf(inject('postgresUrl') === null)('a PostgreSQL server of its own', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = (await startPostgres())!;
  });
  afterAll(() => server.remove());

  const databaseUrl = (name: string): Promise<string> => server.createDatabase(name);
  const at = (url: string, changes: Partial<URL>): string => Object.assign(new URL(url), changes).href;

  test('down at the start and in mid-work: each call is refused in time, and what is repeated arrives', async () => {
    const url = await databaseUrl('outage');
    await server.stop();
    const journal = journalAt(url, patienceMs);
    const refused = await refusedWrite(journal.writeRecords([record()]));
    expect(refused.tookMs).toBeLessThan(patienceMs + 250);
    expect(refused.message).toMatch(/^Journal PostgreSQL at 127\.0\.0\.1:\d+\/outage can't be used: .*ECONNREFUSED/);

    await server.start();
    await vi.waitFor(() => journal.writeRecords([record()]), { timeout: 10_000 });
    await server.stop();
    expect((await refusedWrite(journal.writeRecords([record({ revision: 2 })]))).tookMs).toBeLessThan(patienceMs + 250);
    expect((await refusedWrite(journal.decisions('retail_one', 1))).tookMs).toBeLessThan(patienceMs + 250);

    await server.start();
    await vi.waitFor(() => journal.writeRecords([record({ revision: 2 })]), { timeout: 10_000 });
    expect(await journal.decisions('retail_one', 10)).toEqual([record({ revision: 2 })]);
  });

  test('a server that can not even be reached at the start is tried in the background, no call waits for it', async () => {
    const url = await databaseUrl('unreachable');
    const proxy = await startTcpProxy(Number(new URL(url).port));
    proxy.swallow();
    const journal = openJournal({ url: at(url, { port: String(proxy.port) }), patienceMs });
    onTestFinished(async () => {
      await journal.close();
      await proxy.close();
    });
    const refused = await refusedWrite(journal.writeRecords([record()]));
    expect(refused.tookMs).toBeLessThan(patienceMs + 250);
    expect(refused.message).toMatch(/can't be used: no answer within 200 ms$/);
    proxy.restore();
    await vi.waitFor(() => journal.writeRecords([record()]), { timeout: 10_000 });
  });

  test('a network that swallows everything: writes are refused in time and no connection stays stuck', async () => {
    const url = await databaseUrl('swallowed');
    const proxy = await startTcpProxy(Number(new URL(url).port));
    const journal = openJournal({ url: at(url, { port: String(proxy.port) }), patienceMs });
    onTestFinished(async () => {
      await journal.close();
      await proxy.close();
    });
    const writeAll = (revision: number): readonly Promise<void>[] =>
      crowd.map((accountId) => journal.writeRecords([record({ accountId, revision })]));
    await vi.waitFor(() => Promise.all(writeAll(1)), { timeout: 10_000 });
    proxy.swallow();
    for (const refused of await Promise.all(writeAll(2).map(refusedWrite)))
      expect(refused.tookMs).toBeLessThan(patienceMs + 250);
    proxy.restore();
    await vi.waitFor(() => Promise.all(writeAll(3)), { timeout: 3_000 });
    for (const accountId of crowd) expect((await journal.decisions(accountId, 1))[0]?.revision).toBe(3);
  });

  test('a guarded journal keeps its bound while PostgreSQL is gone and loses nothing that is repeated', async () => {
    const url = await databaseUrl('guarded');
    const journal = guardJournal(journalAt(url, patienceMs), { restMs: 50 });
    await vi.waitFor(() => journal.writeRecords([record()]), { timeout: 10_000 });
    await server.stop();
    const unwritten = Array.from({ length: 50 }, (_, n) => record({ intentId: `intent-${n}` }));
    const refused = await Promise.all(unwritten.map((each) => refusedWrite(journal.writeRecords([each]))));
    expect(Math.max(...refused.map((each) => each.tookMs))).toBeLessThan(500);

    await server.start();
    await vi.waitFor(() => Promise.all(unwritten.map((each) => journal.writeRecords([each]))), { timeout: 10_000 });
    expect(await journal.decisions('retail_one', 100)).toHaveLength(50);
  });

  test('a wrong password is told without showing the right one or the wrong one', async () => {
    const url = at(await databaseUrl('secret'), { password: 'wrong-secret' });
    const { message } = await refusedWrite(journalAt(url).lastSequence());
    expect(message).toMatch(/can't be used: password authentication failed for user "lockstep"$/);
    expect(message).not.toContain('wrong-secret');
  });
});
