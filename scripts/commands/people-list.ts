import type { StoredPerson } from '../../store/people.ts';
import { print, printJson, printTable, timeText } from '../output.ts';
import { withPeople } from '../people-access.ts';
import { findPlaces } from '../places.ts';

interface ToldPerson extends StoredPerson {
  /** Epoch milliseconds; null: never. */
  readonly lastSignInAtMs: number | null;
}

const nobodyYet = 'nobody has an account for the dashboard yet: "up" prints the link that makes its owner';

/** Who may use the dashboard. */
export async function runPeopleList({ json }: { readonly json: boolean }): Promise<number> {
  const people = await withPeople(
    findPlaces(),
    async (stored): Promise<readonly ToldPerson[]> => {
      const signIns = await stored.signIns();
      const everybody = await stored.list();
      return everybody.map((person) => ({ ...person, lastSignInAtMs: signIns.get(person.personId) ?? null }));
    },
    () => [],
  );
  if (json) printJson({ people });
  else if (people.length === 0) print(nobodyYet);
  else printTable(['name', 'email', 'role', 'accounts', 'last sign-in (UTC)'], people.map(row));
  return 0;
}

const row = ({ name, email, role, accountIds, hasJoined, lastSignInAtMs }: ToldPerson): readonly string[] => [
  name,
  email,
  role,
  role === 'owner' ? 'all' : accountIds.join(', ') || 'none',
  lastSignInAtMs === null ? (hasJoined ? 'not known' : 'never: invited') : timeText(lastSignInAtMs).slice(0, 16),
];
