import { expect, test, vi } from 'vitest';
import type { Journal } from '../../store/journal.ts';
import { execute, journalAt, newFileUrl, onBothDatabases } from '../store/databases.ts';
import { event, intent, record } from '../store/records.ts';
import { listenTo, type Listening } from './listening.ts';
import { member, owner, servedLive } from './served-live.ts';

const crowd = (size: number, revision = 1) =>
  Array.from({ length: size }, (_, n) => record({ accountId: `account_${n}`, revision }));

const events = async (listening: Listening, count: number) => {
  const taken = [];
  while (taken.length < count) taken.push(await listening.nextEvent());
  return taken;
};

const started = async (listening: Listening): Promise<Listening> => {
  while (listening.lastId() === null) await listening.next();
  return listening;
};

/** Counts what is asked of the journal. */
function counted(journal: Journal) {
  let asked = 0;
  const count = <T>(work: Promise<T>): Promise<T> => {
    asked += 1;
    return work;
  };
  return {
    asked: () => asked,
    latestChange: () => count(journal.latestChange()),
    changesAfter: (after: number, limit: number) => count(journal.changesAfter(after, limit)),
  };
}

onBothDatabases((newUrl) => {
  test('the owner hears of each change once, in order, and resumes where the stream broke', async () => {
    const journal = journalAt(await newUrl());
    const { url } = await servedLive(journal, owner);
    const first = await started(await listenTo(url));
    const start = await journal.latestChange();
    expect(first.lastId()).toBe(start);
    await journal.writeIntent(intent());
    await journal.writeRecords([record()]);
    expect(await events(first, 2)).toMatchObject([
      { id: start + 1, event: 'intent', data: intent() },
      { id: start + 2, event: 'decision', data: record() },
    ]);
    first.leave();
    await journal.writeEvents([event()]);
    await journal.writeRecords([record({ revision: 2 })]);
    const again = await listenTo(url, first.lastId());
    expect(await events(again, 1)).toMatchObject([{ id: start + 3, event: 'account-event', data: event() }]);
    const byQuery = await listenTo(`${url}?after=${start + 3}`);
    expect(await events(byQuery, 1)).toMatchObject([{ id: start + 4, data: { revision: 2 } }]);
  });

  test('a member hears of the own accounts alone, and nothing of what the master or others own', async () => {
    const journal = journalAt(await newUrl());
    const { url } = await servedLive(journal, member('mine'));
    const listening = await started(await listenTo(url));
    const masters = { masterFill: { quantity: '7', averagePrice: '60000' }, masterEquityBefore: '30000' };
    const nothingOfMaster = { masterFill: null, masterEquityBefore: null };
    const others = [{ accountId: 'other', reason: 'not running' }];
    await journal.writeIntent(intent({ intentId: 'theirs', ...masters, delivered: ['other'], undelivered: [] }));
    await journal.writeRecords([record({ accountId: 'other' }), record({ accountId: 'master', origin: 'own' })]);
    await journal.writeEvents([event({ accountId: 'other' }), event({ accountId: 'mine' })]);
    await journal.writeIntent(intent({ ...masters, delivered: ['mine', 'second'], undelivered: others }));
    await journal.writeRecords([record({ accountId: 'mine', ...masters })]);
    const heard = await events(listening, 3);
    expect(heard).toMatchObject([
      { event: 'account-event', data: event({ accountId: 'mine' }) },
      { event: 'intent', data: { delivered: ['mine'], undelivered: [], ...nothingOfMaster } },
      { event: 'decision', data: { accountId: 'mine', ...nothingOfMaster } },
    ]);
    expect(JSON.stringify(heard)).not.toMatch(/other|second|"30000"/);

    await journal.writeRecords(crowd(150));
    await vi.waitFor(async () => {
      expect(await listening.next()).toMatchObject({ isSignOfLife: true, data: {} });
      expect(listening.lastId()).toBe(await journal.latestChange());
    });
  });

  test('who asks for what is not kept any more is told to read anew, and misses nothing from there on', async () => {
    const database = await newUrl();
    const journal = journalAt(database);
    const start = await journal.latestChange();
    await journal.writeRecords(crowd(10));
    await execute(database, `delete from journal_changes where change_id <= ${start + 5}`);
    const { url } = await servedLive(journal, owner);
    for (const lost of [0, start + 2, start + 1e6]) {
      const listening = await listenTo(url, lost);
      expect(await events(listening, 1)).toMatchObject([{ id: await journal.latestChange(), event: 'reset' }]);
      await journal.writeRecords([record({ intentId: `after-${lost}` })]);
      expect(await events(listening, 1)).toMatchObject([{ data: { intentId: `after-${lost}` } }]);
    }
    const kept = await listenTo(url, start + 5);
    expect((await events(kept, 8)).map((each) => each?.id)).toEqual([6, 7, 8, 9, 10, 11, 12, 13].map((n) => start + n));
  });

  test('a browser that takes nothing keeps nobody waiting, is dropped, and has lost nothing when it is back', async () => {
    const journal = journalAt(await newUrl(), 20_000);
    const source = counted(journal);
    const { url, connections } = await servedLive(source, owner, { heartbeatMs: 100, stuckMs: 1_000 });
    const [slow, quick] = [await started(await listenTo(url)), await started(await listenTo(url))];
    const start = await journal.latestChange();
    const big = crowd(1_500).map((each) => ({ ...each, context: 'x'.repeat(10_000) }));
    const writing = journal.writeRecords(big);
    for (let id = start + 1; id <= start + big.length; id += 1) expect((await quick.nextEvent())?.id).toBe(id);
    await writing;
    expect(source.asked()).toBeLessThan(400);

    let heard = start;
    const hear = async (listening: Listening): Promise<void> => {
      for (let block = await listening.nextEvent(); block !== null; block = await listening.nextEvent()) {
        heard += 1;
        expect(block.id).toBe(heard);
        if (heard === start + big.length) return;
      }
    };
    await vi.waitFor(async () => expect(await connections()).toBe(1), { timeout: 10_000 });
    await hear(slow);
    expect(heard).toBeLessThan(start + big.length);
    await hear(await listenTo(url, slow.lastId()));
    expect(heard).toBe(start + big.length);
  });

  test('the journal is read while somebody listens, not at all otherwise', async () => {
    const journal = journalAt(await newUrl());
    const source = counted(journal);
    const { url } = await servedLive(source, owner, { heartbeatMs: 50 });
    expect(source.asked()).toBe(0);
    const listening = await started(await listenTo(url));
    const before = source.asked();
    await vi.waitFor(() => {
      expect(source.asked()).toBeGreaterThan(before + 3);
    });
    while ((await listening.next())?.isSignOfLife !== true);
    listening.leave();
    let last = -1;
    await vi.waitFor(
      () => {
        const hasStopped = last === source.asked();
        last = source.asked();
        expect(hasStopped).toBe(true);
      },
      { interval: 200, timeout: 5_000 },
    );
  });
});

test('who is signed out hears nothing more; an account that is taken away is silent', async () => {
  const journal = journalAt(newFileUrl());
  const { url, become } = await servedLive(journal, member('mine', 'second'), { recheckMs: 0 });
  const listening = await started(await listenTo(url));
  become(member('second'));
  await journal.writeRecords([record({ accountId: 'mine' }), record({ accountId: 'second' })]);
  expect(await events(listening, 1)).toMatchObject([{ data: { accountId: 'second' } }]);
  become(null);
  await journal.writeRecords([record({ accountId: 'second', revision: 2 })]);
  expect(await listening.nextEvent()).toBeNull();
});

test('a journal that is away for a while: streams stay open and miss nothing', async () => {
  const journal = journalAt(newFileUrl());
  let isAway = true;
  const away = <T>(work: () => Promise<T>): Promise<T> => (isAway ? Promise.reject(new Error('away')) : work());
  const source = {
    latestChange: () => away(() => journal.latestChange()),
    changesAfter: (after: number, limit: number) => away(() => journal.changesAfter(after, limit)),
  };
  const { url } = await servedLive(source, owner, { heartbeatMs: 30 });
  const early = await listenTo(url);
  while ((await early.next())?.isSignOfLife !== true);
  isAway = false;
  expect(await events(early, 1)).toMatchObject([{ event: 'reset', id: await journal.latestChange() }]);
  const listening = await started(await listenTo(url));
  isAway = true;
  await journal.writeRecords([record()]);
  while ((await listening.next())?.isSignOfLife !== true);
  isAway = false;
  expect(await events(listening, 1)).toMatchObject([{ data: record() }]);
});

test.each(['?after=-1', '?after=x', '?after=1&more=2', '?before=1'])('%s is refused', async (query) => {
  const { url } = await servedLive(journalAt(newFileUrl()), owner);
  await expect(listenTo(`${url}${query}`)).rejects.toThrow(/^400: \{"error":\{"message":"/);
});
