import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { recordDecisions } from '../../activities/record-decisions.ts';
import { JournalUnavailable, type Journal } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { event, record } from '../store/records.ts';

function openedJournal(): Journal {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-record-'));
  const journal = openJournal({ url: `file:${join(folder, 'journal.db')}` });
  onTestFinished(async () => {
    await journal.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return journal;
}

const down = (): Promise<never> => Promise.reject(new JournalUnavailable('down'));

test('records and events are journaled together; an account without events names none', async () => {
  const journal = openedJournal();
  expect(await recordDecisions({ journal })([record()], [event()])).toEqual({ isJournaled: true });
  expect(await recordDecisions({ journal })([record({ leg: 'own' })])).toEqual({ isJournaled: true });
  expect(await journal.decisions('retail_one', 10)).toHaveLength(2);
  expect(await journal.events('retail_one', 10)).toEqual([event()]);
});

test.each(['writeRecords', 'writeEvents'] as const)(
  'when %s fails nothing counts as journaled, and all of it written again is there once',
  async (failing) => {
    const journal = openedJournal();
    const broken = { journal: { ...journal, [failing]: down } };
    expect(await recordDecisions(broken)([record()], [event()])).toEqual({ isJournaled: false });
    expect(await recordDecisions({ journal })([record()], [event()])).toEqual({ isJournaled: true });
    expect(await journal.decisions('retail_one', 10)).toEqual([record()]);
    expect(await journal.events('retail_one', 10)).toEqual([event()]);
  },
);
