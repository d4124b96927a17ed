import { useQuery } from '@tanstack/react-query';
import { get, pathOf, queryText } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type { CandleInterval, MarketCandles, ReportDocument, ReportRange } from './types.ts';

/** The server reads them no more often. */
const readAgainMs = 30_000;

export const useCandles = (accountId: string, symbol: string, interval: CandleInterval) =>
  useQuery({
    queryKey: queryKeys.candles(accountId, symbol, interval),
    queryFn: ({ signal }) =>
      get<MarketCandles>(`${pathOf(accountId)}/candles${queryText({ symbol, interval })}`, signal),
    refetchInterval: readAgainMs,
    retry: false,
  });

/** What was bought and sold, read again with the account. */
export const useExecutions = (accountId: string, range: ReportRange) =>
  useQuery({
    queryKey: queryKeys.executions(accountId, range),
    queryFn: ({ signal }) => get<ReportDocument>(`${pathOf(accountId)}/report${queryText(range)}`, signal),
    select: ({ executions }) => executions,
    refetchInterval: readAgainMs,
  });
