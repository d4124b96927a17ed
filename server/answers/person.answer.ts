import { z } from 'zod';
import type { StoredPerson } from '../../store/people.ts';
import type { Person } from '../person.ts';
import { described } from './described.ts';
import { accountId } from './values.ts';

const shared = {
  personId: z.string().meta({ examples: ['4be0643f-1d98-573b-97cd-ca98a65347dd'] }),
  name: z.string().meta({ examples: ['Ann'] }),
  email: z.string().meta({ examples: ['ann@example.org'] }),
  role: z.enum(['owner', 'member']),
  accountIds: z
    .array(accountId)
    .meta({ description: 'Which accounts a member sees; empty for an owner, who sees all.' }),
};

export const PersonAnswer = described<Person>()('Person', z.strictObject(shared));

export const StoredPersonAnswer = described<StoredPerson>()(
  'InvitedPerson',
  z.strictObject({ ...shared, hasJoined: z.boolean().meta({ description: 'Has set a password.' }) }),
);
