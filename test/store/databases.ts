import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import pg from 'pg';
import { describe, inject, onTestFinished, vi } from 'vitest';
import { openJournal } from '../../store/open-journal.ts';
import type { Journal } from '../../store/journal.ts';
import { createDatabase } from '../support/postgres.ts';

const postgresUrl = inject('postgresUrl');

/** Runs the same tests on both databases; each call of `newUrl` names an empty one. */
export function onBothDatabases(tests: (newUrl: () => Promise<string>) => void): void {
  describe('SQLite', () => {
    tests(() => Promise.resolve(newFileUrl()));
  });
  describe.skipIf(postgresUrl === null)('PostgreSQL', () => {
    tests(newPostgresUrl);
  });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-journal-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const newFileUrl = (): string => pathToFileURL(join(temporaryFolder(), 'journal.db')).href;

export const newPostgresUrl = (): Promise<string> =>
  createDatabase(postgresUrl ?? '', `journal_${randomUUID().replaceAll('-', '')}`);

/** Closed when the test ends. */
export function journalAt(url: string, patienceMs?: number): Journal {
  const journal = openJournal(patienceMs === undefined ? { url } : { url, patienceMs });
  onTestFinished(() => journal.close());
  return journal;
}

/** Open already, so that a short patience is all for what the test does. */
export async function openedJournalAt(url: string, patienceMs: number): Promise<Journal> {
  const journal = journalAt(url, patienceMs);
  await vi.waitFor(() => journal.lastSequence(), { timeout: 10_000 });
  return journal;
}

/** Past the journal's own code, as a person with a database tool. */
export async function execute(url: string, statements: string): Promise<void> {
  if (url.startsWith('file:')) {
    const file = new Libsql(fileURLToPath(url));
    file.exec(statements);
    file.close();
    return;
  }
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statements);
  await client.end();
}
