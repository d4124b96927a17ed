import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JournalUnavailable, type Journal } from '../store/journal.ts';
import { openJournal } from '../store/open-journal.ts';
import type { Places } from './places.ts';

/** Reads the journal. A command never makes a new one: without a file there is nothing to read yet. */
export async function withJournal<T>(
  { journalUrl, up }: Places,
  read: (journal: Journal) => Promise<T>,
  whenNone: () => T,
): Promise<T> {
  if (journalUrl.startsWith('file:') && !existsSync(fileURLToPath(journalUrl))) {
    if (up === null) return whenNone();
    throw new JournalUnavailable(`Journal ${fileURLToPath(journalUrl)} can't be used: it is not there`);
  }
  const journal = openJournal({ url: journalUrl });
  try {
    return await read(journal);
  } finally {
    await journal.close();
  }
}
