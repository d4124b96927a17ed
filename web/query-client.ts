import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './api/client.ts';
import { queryKeys } from './api/query-keys.ts';

const tries = 2;

/** Only what may work the next time is tried again by itself; changes never are. */
const mayWorkNextTime = (failures: number, error: Error): boolean =>
  failures < tries && (!(error instanceof ApiError) || error.status === 0 || error.status === 503);

export function newQueryClient(): QueryClient {
  /** The session may have ended, or begun anew in another tab with another CSRF token. */
  const askWhoIsSignedIn = (error: Error) => {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403))
      void client.invalidateQueries({ queryKey: queryKeys.session });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: askWhoIsSignedIn }),
    mutationCache: new MutationCache({ onError: askWhoIsSignedIn }),
    // What the browser takes for being offline says nothing about Lockstep on this machine or network. And a change
    // that can't be sent fails: it must not wait for a connection, and happen when nobody expects it any more.
    defaultOptions: {
      queries: { networkMode: 'always', retry: mayWorkNextTime, staleTime: 2_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
