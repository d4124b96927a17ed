import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queryKeys } from './api/query-keys.ts';
import type { AccountsAnswer, TradesAnswer, TradeView } from './api/types.ts';
import type { LiveEvent } from './live-events.ts';
import { openLiveStream, type LiveState } from './live-stream.ts';
import { withLiveEvents } from './live-trades.ts';
import { recent } from './recent-events.ts';

/** Whole accounts are not part of the events; reading all of them is work for the server, and for the page. */
const readAgainEveryMs = 3_000;
const readAgainMsPerAccount = 20;
const soleLeg = 'copy';

/** Keeps what the page shows up to date, as long as the component is there. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const changes = readingAgain(client);
    const close = openLiveStream({
      onState: setState,
      onGap: () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0] }),
      onEvents: (events) => {
        recent.remember(events);
        showTrades(client, withEarlier(events));
        changes.because(events);
      },
    });
    return () => {
      close();
      changes.end();
      recent.forget();
    };
  }, [client]);
  return state;
}

/** Accounts' outcomes may be heard before their trade. */
const withEarlier = (events: readonly LiveEvent[]): readonly LiveEvent[] =>
  events.flatMap((live) => (live.kind === 'intent' ? [live, ...recent.heard(live.intent.intentId)] : [live]));

function showTrades(client: QueryClient, events: readonly LiveEvent[]): void {
  for (const [key, answer] of client.getQueriesData<TradesAnswer>({ queryKey: queryKeys.tradeLists })) {
    if (answer === undefined) continue;
    const trades = withLiveEvents(answer.trades, events, Number(key[1]));
    if (trades !== answer.trades) client.setQueryData<TradesAnswer>(key, { trades });
  }
  const decisions = events.filter((live) => live.kind === 'decision');
  for (const intentId of new Set(decisions.map(({ decision }) => decision.intentId)))
    client.setQueryData<TradeView>(
      queryKeys.trade(intentId),
      (trade) => trade && withLiveEvents([trade], decisions, 1)[0],
    );
}

/** Reads again what the events changed, a while after the first of them. */
function readingAgain(client: QueryClient) {
  const accountIds = new Set<string>();
  let isSumNeeded = false;
  const accounts = aWhileAfter(() => {
    void client.invalidateQueries({ queryKey: queryKeys.accounts });
  });
  const others = aWhileAfter(() => {
    const changed = new Set(accountIds);
    const [everyAccount] = queryKeys.everyAccount;
    void client.invalidateQueries({
      predicate: ({ queryKey: [kind, accountId] }) => kind === everyAccount && changed.has(String(accountId)),
    });
    // Several orders for one trade are summed up by the server.
    const sums = isSumNeeded ? [queryKeys.tradeLists, queryKeys.oneTrade] : [];
    for (const queryKey of sums) void client.invalidateQueries({ queryKey });
    accountIds.clear();
    isSumNeeded = false;
  });
  return {
    because: (events: readonly LiveEvent[]) => {
      for (const live of events) {
        if (live.kind === 'account-event') accountIds.add(live.event.accountId);
        if (live.kind !== 'decision') continue;
        accountIds.add(live.decision.accountId);
        isSumNeeded ||= live.decision.origin === 'master' && live.decision.leg !== soleLeg;
      }
      if (accountIds.size === 0) return;
      const users = client.getQueryData<AccountsAnswer>(queryKeys.accounts)?.users.length ?? 0;
      accounts.begin(Math.max(readAgainEveryMs, users * readAgainMsPerAccount));
      others.begin(readAgainEveryMs);
    },
    end: () => {
      accounts.end();
      others.end();
    },
  };
}

/** Whoever begins it while it waits changes nothing. */
function aWhileAfter(work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    begin: (waitMs: number) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, waitMs);
    },
    end: () => clearTimeout(timer),
  };
}
