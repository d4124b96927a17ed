import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queryKeys } from './api/query-keys.ts';
import type { TradesAnswer, TradeView } from './api/types.ts';
import type { LiveEvent } from './live-events.ts';
import { openLiveStream, type LiveState } from './live-stream.ts';
import { withLiveEvents } from './live-trades.ts';

/** Whole accounts are not part of the events; reading all of them is work for the server. */
const readAccountsEveryMs = 3_000;

/** Keeps what the page shows up to date, as long as the component is there. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const accounts = invalidation(client);
    const close = openLiveStream({
      onState: setState,
      onGap: () => void client.invalidateQueries(),
      onEvents: (events) => {
        showTrades(client, events);
        accounts.because(events);
      },
    });
    return () => {
      close();
      accounts.end();
    };
  }, [client]);
  return state;
}

function showTrades(client: QueryClient, events: readonly LiveEvent[]): void {
  for (const [key, answer] of client.getQueriesData<TradesAnswer>({ queryKey: queryKeys.tradeLists })) {
    if (answer === undefined) continue;
    const trades = withLiveEvents(answer.trades, events, Number(key[1]));
    if (trades !== answer.trades) client.setQueryData<TradesAnswer>(key, { trades });
  }
  const intentIds = new Set(events.flatMap((live) => (live.kind === 'decision' ? [live.decision.intentId] : [])));
  for (const intentId of intentIds)
    client.setQueryData<TradeView>(
      queryKeys.trade(intentId),
      (trade) =>
        trade &&
        (withLiveEvents(
          [trade],
          events.filter((live) => isOf(live, intentId)),
          1,
        )[0] ??
          trade),
    );
}

const isOf = (live: LiveEvent, intentId: string): boolean =>
  live.kind === 'decision' && live.decision.intentId === intentId;

/** Reads again what the events changed, a while after the first of them. */
function invalidation(client: QueryClient) {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    timer = undefined;
    const accountIds = [...changed];
    changed.clear();
    void client.invalidateQueries({ queryKey: queryKeys.accounts });
    for (const accountId of accountIds) void client.invalidateQueries({ queryKey: queryKeys.account(accountId) });
  };
  return {
    because: (events: readonly LiveEvent[]) => {
      for (const live of events) {
        if (live.kind === 'decision') changed.add(live.decision.accountId);
        if (live.kind === 'account-event') changed.add(live.event.accountId);
      }
      if (changed.size > 0) timer ??= setTimeout(read, readAccountsEveryMs);
    },
    end: () => clearTimeout(timer),
  };
}
