import { expect, onTestFinished, test } from 'vitest';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { Journal } from '../../store/journal.ts';
import { journalAt, onBothDatabases } from '../store/databases.ts';
import { event, intent, record } from '../store/records.ts';
import { listenTo } from './listening.ts';
import { owner, servedLive } from './served-live.ts';

const writerFile = fileURLToPath(new URL('../store/writer.ts', import.meta.url));
const perWriter = 40;

/** Another process that writes two records at a time. */
async function writeFromAnotherProcess(url: string, accountId: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', writerFile], { stdio: ['pipe', 'ignore', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  child.stdin.end(`${url} ${accountId} ${perWriter}\n`);
  await once(child, 'exit');
}

async function writeHere(journal: Journal, name: string): Promise<void> {
  for (let n = 0; n < perWriter; n += 1) {
    const intentId = `${name}-${n}`;
    await Promise.all([
      journal.writeIntent(intent({ intentId, sequence: n })),
      journal.writeRecords(['a', 'b', 'shared'].map((accountId) => record({ accountId, intentId, revision: n + 1 }))),
      journal.writeEvents([event({ eventId: intentId })]),
    ]);
  }
}

/** Hears everything up to the end, leaving and coming back again and again as a browser does. */
async function hearAll(url: string, after: number, stayFor: number, isEnd: (id: number) => boolean) {
  const heard: { readonly id: number; readonly event: string | null; readonly data: unknown }[] = [];
  for (let last = after; !isEnd(last);) {
    const listening = await listenTo(url, last);
    for (let n = 0; n < stayFor && !isEnd(listening.lastId() ?? 0); n += 1) {
      const block = await listening.nextEvent();
      if (block === null) break;
      heard.push({ ...block, id: block.id ?? 0 });
    }
    listening.leave();
    last = listening.lastId() ?? last;
  }
  return heard;
}

onBothDatabases((newUrl) => {
  test(
    'a trade that a page never shows: none is lost or doubled while many write and listeners come and go',
    {
      timeout: 120_000,
    },
    async () => {
      const database = await newUrl();
      const journals = [0, 1, 2].map(() => journalAt(database, 20_000));
      const reader = journalAt(database, 20_000);
      const start = await reader.latestChange();
      const { url } = await servedLive(reader, owner);
      let end = Infinity;
      const listeners = [7, 60, 100_000].map((stayFor) => hearAll(url, start, stayFor, (id) => id >= end));
      await Promise.all([
        ...journals.map((journal, n) => writeHere(journal, `here${n}`)),
        ...['there0', 'there1'].map((accountId) => writeFromAnotherProcess(database, accountId)),
      ]);
      end = (await reader.latestChange()) + 1;
      await reader.writeIntent(intent({ intentId: 'the end' }));

      // Three kinds of records here, three times; each other process its own; both of them the same shared ones.
      const decisions = 3 * 3 * perWriter + 2 * perWriter + perWriter;
      for (const heard of await Promise.all(listeners)) {
        expect(heard.map(({ id }) => id)).toEqual(Array.from({ length: end - start }, (_, n) => start + 1 + n));
        const decided = heard.filter((each) => each.event === 'decision').map(({ data }) => data as DecisionRecord);
        expect(new Set(decided.map((each) => `${each.accountId} ${each.intentId}`)).size).toBe(decisions);
        expect(heard.filter((each) => each.event === 'intent')).toHaveLength(3 * perWriter + 1);
        expect(heard.filter((each) => each.event === 'account-event')).toHaveLength(3 * perWriter);
      }
    },
  );
});
