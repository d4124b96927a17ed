import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { followUp } from '../../scripts/follow-up.ts';
import { openJournal } from '../../store/open-journal.ts';
import { intent, record } from '../store/records.ts';

function openedJournal() {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-follow-'));
  const journalUrl = pathToFileURL(join(folder, 'journal.db')).href;
  const journal = openJournal({ url: journalUrl });
  onTestFinished(async () => {
    await journal.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { journal, places: { env: {}, up: null, configDir: folder, journalUrl } };
}

const part = (suffix: string, sequence: number, quantity: string) =>
  intent({
    ...{ intentId: `order-1${suffix}`, sequence, masterFill: { quantity, averagePrice: '60000' } },
    ...{ delivered: ['alice'], undelivered: [] },
  });

test('--wait follows every part of an order that filled in parts, also one that is journaled late', async () => {
  const { journal, places } = openedJournal();
  await journal.writeIntent(part('', 1, '0.02'));
  await journal.writeRecords([record({ accountId: 'alice', intentId: 'order-1' })]);
  let isOver = false;
  const following = followUp(places, 'order-1', '0.05').finally(() => {
    isOver = true;
  });
  await delay(400);
  expect(isOver, 'the second part is not in the journal yet').toBe(false);
  await journal.writeIntent(part(':0.05', 2, '0.03'));
  await delay(400);
  expect(isOver, 'the second part is not decided yet').toBe(false);
  await journal.writeRecords([record({ accountId: 'alice', intentId: 'order-1:0.05', outcome: 'partial' })]);
  const { scorecards, trouble } = await following;
  expect(trouble).toBeNull();
  expect(scorecards.map(({ intentId, accounts }) => [intentId, accounts[0]?.outcome])).toEqual([
    ['order-1', 'filled'],
    ['order-1:0.05', 'partial'],
  ]);
});

test('an order of which a part was not copied is followed as far as it was', async () => {
  const { journal, places } = openedJournal();
  await journal.writeIntent(part('', 1, '0.02'));
  await journal.writeRecords([record({ accountId: 'alice', intentId: 'order-1' })]);
  const { scorecards, trouble } = await followUp(places, 'order-1', null);
  expect(trouble).toBeNull();
  expect(scorecards).toHaveLength(1);
});
