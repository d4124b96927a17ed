import { fileURLToPath } from 'node:url';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Libsql from 'libsql';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { guardJournal } from '../../store/guarded-journal.ts';
import { JournalRefused } from '../../store/journal-refused.ts';
import type { Journal } from '../../store/journal.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { journalAt, newFileUrl, onBothDatabases, openedJournalAt } from './databases.ts';
import { accountState, intent, record } from './records.ts';

const patienceMs = 200;
const boundMs = 250;

/** A real journal that tells how many calls of `writeRecords` reached it. */
function counted(journal: Journal): { readonly journal: Journal; readonly sizes: readonly number[] } {
  const sizes: number[] = [];
  const writeRecords = (records: readonly DecisionRecord[]): Promise<void> => {
    sizes.push(records.length);
    return journal.writeRecords(records);
  };
  return { journal: { ...journal, writeRecords }, sizes };
}

async function outcomeOf(work: Promise<unknown>): Promise<{ readonly error: unknown; readonly tookMs: number }> {
  const startedAt = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, tookMs: performance.now() - startedAt };
}

const crowd = (size: number): readonly DecisionRecord[] =>
  Array.from({ length: size }, (_, n) => record({ accountId: `account_${n}` }));

onBothDatabases((newUrl) => {
  test('writes that arrive together go out together, and each is in the journal when it is acknowledged', async () => {
    const inner = counted(journalAt(await newUrl()));
    await inner.journal.lastSequence();
    const guarded = guardJournal(inner.journal, { boundMs: 5_000 });
    await Promise.all(
      crowd(100).map(async (each) => {
        await guarded.writeRecords([each]);
        expect(await inner.journal.decisions(each.accountId, 1)).toEqual([each]);
      }),
    );
    expect(inner.sizes).toEqual([100]);
  });

  test('a crowd of accounts is answered bit by bit, not refused all together', async () => {
    const inner = counted(journalAt(await newUrl()));
    await inner.journal.lastSequence();
    const guarded = guardJournal(inner.journal, { boundMs: 20_000 });
    const acknowledged: number[] = [];
    await Promise.all(
      crowd(1_000).map(async (each) => {
        await guarded.writeRecords([each]);
        acknowledged.push(inner.sizes.length);
      }),
    );
    expect(Math.max(...inner.sizes)).toBeLessThanOrEqual(200);
    expect(new Set(acknowledged).size).toBeGreaterThan(3);
  });

  test("one account's record that the database refuses keeps no other account's record out", async () => {
    const journal = journalAt(await newUrl());
    await journal.lastSequence();
    const guarded = guardJournal(journal, { boundMs: 5_000 });
    const bad = record({ accountId: 'bad', decidedAtMs: NaN });
    const [good, refused, alsoGood] = await Promise.all(
      [record({ accountId: 'a' }), bad, record({ accountId: 'b' })].map((each) =>
        outcomeOf(guarded.writeRecords([each])),
      ),
    );
    expect([good?.error, alsoGood?.error]).toEqual([null, null]);
    expect(refused?.error).toBeInstanceOf(JournalRefused);
    await guarded.writeRecords([record({ accountId: 'c' })]);
  });

  test('intents and account states pass through, and closing waits for what was accepted', async () => {
    const url = await newUrl();
    const guarded = guardJournal(journalAt(url));
    await guarded.lastSequence();
    await guarded.writeIntent(intent());
    await guarded.saveAccountState(accountState('retail_one', '3'));
    const writing = guarded.writeRecords([record()]);
    await guarded.close();
    await writing;
    const journal = journalAt(url);
    expect(await journal.intent('intent-1')).toEqual({ intent: intent(), records: [record()] });
    expect((await journal.loadAccountState('retail_one'))?.lastNonce).toBe('3');
  });
});

test('a locked journal delays no trade: one write waits its bound, the next are refused at once, none is lost', async () => {
  const url = newFileUrl();
  const guarded = guardJournal(await openedJournalAt(url, patienceMs), { restMs: 300 });
  const other = new Libsql(fileURLToPath(url));
  onTestFinished(() => {
    other.close();
  });
  other.exec('begin immediate');

  const eventLoop = monitorEventLoopDelay({ resolution: 1 });
  eventLoop.enable();
  const first = await Promise.all(crowd(20).map((each) => outcomeOf(guarded.writeRecords([each]))));
  const next = await Promise.all(crowd(20).map((each) => outcomeOf(guarded.writeRecords([each]))));
  const intents = await outcomeOf(guarded.writeIntent(intent()));
  eventLoop.disable();
  for (const each of [...first, ...next, intents]) expect(each.error).toBeInstanceOf(JournalUnavailable);
  expect(Math.max(...first.map((each) => each.tookMs))).toBeLessThan(boundMs + 200);
  expect(Math.max(intents.tookMs, ...next.map((each) => each.tookMs))).toBeLessThan(boundMs / 2);
  expect((intents.error as Error).message).toMatch(/another process keeps it locked/);
  expect(eventLoop.max / 1e6).toBeLessThan(100);

  other.exec('rollback');
  await vi.waitFor(() => Promise.all(crowd(20).map((each) => guarded.writeRecords([each]))), { timeout: 5_000 });
  expect(await guarded.decisions('account_19', 1)).toHaveLength(1);
});

test('a write that never ends is given up at its bound, and the journal is used again afterwards', async () => {
  const inner = journalAt(newFileUrl());
  await inner.lastSequence();
  let stuck = true;
  const neverEnding: Journal = {
    ...inner,
    writeRecords: (records) => (stuck ? new Promise(() => undefined) : inner.writeRecords(records)),
  };
  const guarded = guardJournal(neverEnding, { boundMs: 60, restMs: 40 });
  const late = await outcomeOf(guarded.writeRecords([record()]));
  expect(late.error).toEqual(new JournalUnavailable('The journal did not take a write within 60 ms'));
  expect(late.tookMs).toBeLessThan(260);
  stuck = false;
  await vi.waitFor(() => guarded.writeRecords([record()]), { timeout: 5_000 });
  expect(await inner.decisions('retail_one', 1)).toHaveLength(1);
});
