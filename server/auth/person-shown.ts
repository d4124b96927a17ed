import type { StoredPerson } from '../../store/people.ts';
import type { Person } from '../person.ts';

export const personShown = ({ personId, name, email, role, accountIds }: StoredPerson): Person => ({
  personId,
  name,
  email,
  role,
  accountIds,
});
