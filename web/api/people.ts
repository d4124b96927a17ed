import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, send } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type { Person } from './types.ts';

export type PersonForm = Omit<Person, 'personId'>;

export const usePeople = () =>
  useQuery({
    queryKey: queryKeys.people,
    queryFn: async ({ signal }) => {
      const { people } = await get<{ readonly people: readonly Person[] }>('/people', signal);
      return people;
    },
  });

function usePeopleChange<Form, Answer>(change: (form: Form) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  });
}

/** The token is for the link that the person joins with; it is told only once. */
export const useInvite = () =>
  usePeopleChange((form: PersonForm) =>
    send<{ readonly person: Person; readonly joinToken: string }>('POST', '/people', form),
  );

export const useChangePerson = () =>
  usePeopleChange(({ personId, ...change }: Pick<Person, 'personId'> & Partial<PersonForm>) =>
    send('PATCH', `/people/${encodeURIComponent(personId)}`, change),
  );

export const useRemovePerson = () =>
  usePeopleChange((personId: string) => send('DELETE', `/people/${encodeURIComponent(personId)}`));

/** For somebody who lost the link or the password: earlier links end. */
export const useNewLink = () =>
  usePeopleChange((personId: string) =>
    send<{ readonly joinToken: string }>('POST', `/people/${encodeURIComponent(personId)}/link`),
  );
