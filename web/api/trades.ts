import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, queryText, send } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type { MasterOrderResult, OrderForm, TradesAnswer, TradeView } from './types.ts';

/** Events bring all of it sooner; this catches what an answer that was under way has overwritten. */
const readAgainMs = 30_000;

/** Newest first; live events add to it. */
export const useTrades = (limit: number) =>
  useQuery({
    queryKey: queryKeys.trades(limit),
    queryFn: ({ signal }) => get<TradesAnswer>(`/trades${queryText({ limit })}`, signal),
    refetchInterval: readAgainMs,
  });

export const useTrade = (intentId: string) =>
  useQuery({
    queryKey: queryKeys.trade(intentId),
    queryFn: ({ signal }) => get<TradeView>(`/trades/${encodeURIComponent(intentId)}`, signal),
  });

/** What the order would do on each account: nothing is sent. */
export const usePreview = <T>() =>
  useMutation({ mutationFn: (order: OrderForm) => send<T>('POST', '/preview', order) });

/** The master trades and its followers copy. */
export function useSendTrade() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: OrderForm) => send<MasterOrderResult>('POST', '/trade', order),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.tradeLists }),
        client.invalidateQueries({ queryKey: queryKeys.accounts }),
      ]),
  });
}
