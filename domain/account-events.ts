import type { AccountEvent, AccountEventCode } from './account-event.ts';
import type { DecimalText } from './decimal.ts';
import type { TradeReport } from './order.ts';
import type { AccountState } from './account-state.ts';

/** Latest events kept in the state; the journal has them all. */
const eventsKept = 20;

export interface NewEvent {
  readonly code: AccountEventCode;
  readonly symbol: string;
  /** What makes it this one event: a trade's id, an order's id. */
  readonly key: string;
  readonly context: string;
  readonly trade?: TradeReport;
  readonly reducedBy?: DecimalText;
}

/** Records what happened outside of a decision, each once. */
export function withEvents(state: AccountState, seen: readonly NewEvent[], nowMs: number): AccountState {
  const known = new Set([...state.events, ...state.unwrittenEvents].map(({ eventId }) => eventId));
  const events = seen
    .map(({ key, ...event }): AccountEvent => {
      const eventId = `${event.code}:${event.symbol}:${key}`;
      return { eventId, accountId: state.config.accountId, atMs: nowMs, ...event };
    })
    .filter(({ eventId }) => !known.has(eventId));
  if (events.length === 0) return state;
  return {
    ...state,
    events: [...state.events, ...events].slice(-eventsKept),
    unwrittenEvents: [...state.unwrittenEvents, ...events],
    nextFlushAtMs: Math.min(state.nextFlushAtMs, nowMs),
  };
}
