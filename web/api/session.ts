import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { get, rememberCsrfToken, send } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type { Person, SessionAnswer } from './types.ts';

type SignedIn = Pick<SessionAnswer, 'csrfToken'> & { readonly person: Person };

async function readSession(signal?: AbortSignal): Promise<SessionAnswer> {
  const session = await get<SessionAnswer>('/session', signal);
  rememberCsrfToken(session.csrfToken);
  return session;
}

export const useSession = () =>
  useQuery({ queryKey: queryKeys.session, queryFn: ({ signal }) => readSession(signal), staleTime: 60_000 });

/** The person of a page that is only shown to signed-in people. */
export function usePerson(): Person {
  const { data } = useSession();
  if (data?.person == null) throw new Error('nobody is signed in');
  return data.person;
}

export const useIsOwner = (): boolean => useSession().data?.person?.role === 'owner';

/** What another person saw is forgotten. */
function showSession(client: QueryClient, session: SessionAnswer): void {
  client.setQueryData(queryKeys.session, session);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0] });
}

function useSigningIn<Form extends object>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (form: Form) => send<SignedIn>('POST', path, form),
    onSuccess: ({ person, csrfToken }) => {
      rememberCsrfToken(csrfToken);
      showSession(client, { person, csrfToken, needsFirstOwner: false });
    },
  });
}

export const useSignIn = () => useSigningIn<{ readonly email: string; readonly password: string }>('/session');

export const useFirstOwner = () =>
  useSigningIn<{ readonly token: string; readonly name: string; readonly email: string; readonly password: string }>(
    '/first-owner',
  );

export const useJoin = () => useSigningIn<{ readonly token: string; readonly password: string }>('/join');

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send('DELETE', '/session'),
    onSuccess: async () => {
      showSession(client, await readSession());
    },
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: async (form: { readonly currentPassword: string; readonly newPassword: string }) => {
      const { csrfToken } = await send<SignedIn>('PUT', '/session/password', form);
      rememberCsrfToken(csrfToken);
    },
  });
}
