import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JournalUnavailable } from '../store/journal.ts';
import { openPeople } from '../store/open-people.ts';
import type { People } from '../store/people.ts';
import type { Places } from './places.ts';
import { unavailable } from './refusal.ts';

const patienceMs = 5_000;

/**
 * Works with the database itself, whether an `up` runs or not. A file that is not there yet is not made.
 * @throws Refusal in one line when the database does not answer
 */
export async function withPeople<T>(
  { journalUrl: url }: Pick<Places, 'journalUrl'>,
  work: (people: People) => Promise<T>,
  nobody: () => T,
): Promise<T> {
  if (url.startsWith('file:') && !existsSync(fileURLToPath(url))) return nobody();
  const people = openPeople({ url, patienceMs });
  try {
    return await work(people);
  } catch (error) {
    if (error instanceof JournalUnavailable) throw unavailable(`people can't be looked up: ${error.message}`);
    throw error;
  } finally {
    await people.close();
  }
}
