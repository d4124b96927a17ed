import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csrfTokenOf } from '../../server/auth/csrf.ts';
import { openPeople } from '../../store/open-people.ts';
import type { People } from '../../store/people.ts';

export interface KnownPeople {
  readonly people: People;
  /** Headers of a browser in which somebody has signed in. */
  readonly signedIn: Readonly<Record<'owner' | 'ann', Readonly<Record<string, string>>>>;
  close(): Promise<void>;
}

/** An owner and a member whose account is `ann`, in a database of their own. */
export async function knownPeople(): Promise<KnownPeople> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-people-'));
  const people = openPeople({ url: `file:${join(folder, 'people.db')}` });
  const headersOf = async (role: 'owner' | 'member', accountIds: readonly string[]) => {
    const added = await people.add({ name: role, email: `${role}@example.org`, role, accountIds });
    if (added.kind !== 'added') throw new Error(added.kind);
    await people.join(added.joinToken, 'unused');
    const token = await people.startSession(added.person.personId, 'unused');
    if (token === null) throw new Error('no session');
    return { cookie: `lockstep_session=${token}`, 'x-csrf-token': csrfTokenOf(token) };
  };
  return {
    people,
    signedIn: { owner: await headersOf('owner', []), ann: await headersOf('member', ['ann']) },
    close: async () => {
      await people.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
