import { keepPreviousData, queryOptions, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AccountEquityDocument } from '../../server/answers/equity.answer.ts';
import { get, pathOf, queryText } from './client.ts';
import { queryKeys } from './query-keys.ts';

export type AccountEquity = AccountEquityDocument['points'][number];

export interface TotalEquity {
  readonly atMs: number;
  readonly usersUsd: string | null;
  readonly masterUsd: string | null;
}

/** What `/equity` answers. */
interface TotalEquities {
  readonly real: readonly TotalEquity[];
  readonly play: readonly TotalEquity[];
}

/** As often as there can be news. */
const readAgainMs = 60_000;

/** What was asked for begins here. */
interface From {
  readonly fromMs: number;
}

/** The time that is shown ends now, whenever it is read. */
async function readSince<T>(path: string, backMs: number, signal: AbortSignal): Promise<T & From> {
  const fromMs = Date.now() - backMs;
  const answer = await get<T>(`${path}/equity${queryText({ from: new Date(fromMs).toISOString() })}`, signal);
  return { ...answer, fromMs };
}

const ofAccount = (accountId: string, backMs: number) =>
  queryOptions({
    queryKey: queryKeys.equity(accountId, backMs),
    queryFn: ({ signal }) => readSince<AccountEquityDocument>(pathOf(accountId), backMs, signal),
    refetchInterval: readAgainMs,
    placeholderData: keepPreviousData,
  });

/** Of all users and of the master; for owners alone. */
export const useTotalEquity = (backMs: number) =>
  useQuery({
    queryKey: queryKeys.equity('', backMs),
    queryFn: ({ signal }) => readSince<TotalEquities>('', backMs, signal),
    refetchInterval: readAgainMs,
    placeholderData: keepPreviousData,
  });

export const useAccountEquity = (accountId: string, backMs: number) => useQuery(ofAccount(accountId, backMs));

/** Known only once it is known of each. */
export const useEquityOfEach = (accountIds: readonly string[], backMs: number) =>
  useQueries({
    queries: accountIds.map((accountId) => ofAccount(accountId, backMs)),
    combine: togetherKnown,
  });

/** The same function each time, so that the same results give the same curves. */
function togetherKnown(results: readonly UseQueryResult<AccountEquityDocument & From>[]) {
  const known = results.flatMap(({ data }) => data ?? []);
  return {
    curves: known.length === results.length ? known.map(({ points }) => points) : undefined,
    /** From here on all of them are told of: each was asked for at a moment of its own. */
    fromMs: Math.max(0, ...known.map(({ fromMs }) => fromMs)),
    readAtMs: Math.max(0, ...results.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
  };
}
