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

/** The time that is shown ends now, whenever it is read. */
const since = (backMs: number): string => queryText({ from: new Date(Date.now() - backMs).toISOString() });

const ofAccount = (accountId: string, backMs: number) =>
  queryOptions({
    queryKey: queryKeys.equity(accountId, backMs),
    queryFn: ({ signal }) => get<AccountEquityDocument>(`${pathOf(accountId)}/equity${since(backMs)}`, signal),
    refetchInterval: readAgainMs,
    placeholderData: keepPreviousData,
  });

/** Of all users and of the master; for owners alone. */
export const useTotalEquity = (backMs: number) =>
  useQuery({
    queryKey: queryKeys.equity('', backMs),
    queryFn: ({ signal }) => get<TotalEquities>(`/equity${since(backMs)}`, signal),
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
function togetherKnown(results: readonly UseQueryResult<AccountEquityDocument>[]) {
  const curves = results.flatMap(({ data }) => (data === undefined ? [] : [data.points]));
  return {
    curves: curves.length === results.length ? curves : undefined,
    readAtMs: Math.max(0, ...results.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
  };
}
