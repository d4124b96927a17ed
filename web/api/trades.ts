import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { withLiveEvents } from '../live-trades.ts';
import { recent } from '../recent-events.ts';
import { get, queryText, send } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type { MasterOrderResult, OrderForm, TradesAnswer, TradeView } from './types.ts';

/** Events bring all of it sooner. */
const readAgainMs = 60_000;

/** Newest first; live events add to it, and what was heard while the answer was under way is part of it. */
export const useTrades = (limit: number) =>
  useQuery({
    queryKey: queryKeys.trades(limit),
    queryFn: async ({ signal }): Promise<TradesAnswer> => {
      const { trades } = await get<TradesAnswer>(`/trades${queryText({ limit })}`, signal);
      return { trades: withLiveEvents(trades, recent.heard(), limit) };
    },
    refetchInterval: readAgainMs,
  });

export const useTrade = (intentId: string) =>
  useQuery({
    queryKey: queryKeys.trade(intentId),
    queryFn: async ({ signal }): Promise<TradeView> => {
      const trade = await get<TradeView>(`/trades/${encodeURIComponent(intentId)}`, signal);
      return withLiveEvents([trade], recent.heard(intentId), 1)[0] ?? trade;
    },
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
