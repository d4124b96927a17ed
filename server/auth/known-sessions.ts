import type { Person } from '../person.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import type { People } from '../../store/people.ts';
import { digestOf } from '../../store/secret-token.ts';
import { ApiError } from '../api-error.ts';
import { personShown } from './person-shown.ts';

export interface KnownSessions {
  /** @throws ApiError 503 when the database can't tell */
  personOf(sessionToken: string): Promise<Person | null>;
  /** So that nobody lives on in memory. @param sessionToken without one: after people were changed, everybody */
  forget(sessionToken?: string): void;
}

/** So long after it was last proven a session holds while the database is out of reach. */
const heldMs = 15 * 60_000;
const mostHeld = 1_000;

/** The stop button works while the database does not: who was signed in just before it failed stays signed in. */
export function knownSessions(people: Pick<People, 'session'>, now: () => number = Date.now): KnownSessions {
  const proven = new Map<string, { readonly person: Person; readonly atMs: number }>();

  const remember = (key: string, person: Person): void => {
    proven.delete(key);
    proven.set(key, { person, atMs: now() });
    const [oldest] = proven.keys();
    if (proven.size > mostHeld && oldest !== undefined) proven.delete(oldest);
  };

  return {
    personOf: async (sessionToken) => {
      const key = digestOf(sessionToken);
      try {
        const found = await people.session(sessionToken);
        if (found === null) proven.delete(key);
        const person = found === null ? null : personShown(found);
        if (person !== null) remember(key, person);
        return person;
      } catch (error) {
        if (!(error instanceof JournalUnavailable)) throw error;
        const held = proven.get(key);
        if (held !== undefined && now() - held.atMs < heldMs) return held.person;
        throw new ApiError(503, 'the database does not answer, so nobody can be recognized: use the command line');
      }
    },
    forget: (sessionToken) => {
      if (sessionToken === undefined) proven.clear();
      else proven.delete(digestOf(sessionToken));
    },
  };
}
