import { isExitBlocked } from './account-facts.ts';
import { effectiveState } from './effective-state.ts';
import { dueAtMs } from './exit-continuation.ts';
import type { AccountState, OpenOrder } from './account-state.ts';
import { heldPositions } from './rehearsed-state.ts';
import type { Trade } from './trade.ts';

/** The one thing an account does next: at most one exchange call at a time. */
export type Work =
  | { readonly kind: 'trade'; readonly trade: Trade }
  | { readonly kind: 'look'; readonly order: OpenOrder }
  | { readonly kind: 'send-again'; readonly order: OpenOrder }
  | { readonly kind: 'read' }
  | { readonly kind: 'flush' }
  | { readonly kind: 'wait'; readonly untilMs: number };

/** Exits first, then orders under way, then entries, then reads, then the journal's backlog. */
export function nextWork(state: AccountState, nowMs: number): Work {
  const exit = state.inbox.find(
    (trade) => trade.kind === 'exit' && dueAtMs(trade, state) <= nowMs && isDecidableExit(state, trade),
  );
  if (exit !== undefined) return { kind: 'trade', trade: exit };

  const due = state.openOrders.filter((order) => order.nextLookAtMs <= nowMs);
  const order = due.find((candidate) => candidate.record.kind === 'exit') ?? due[0];
  if (order !== undefined) return { kind: order.state === 'waiting' ? 'send-again' : 'look', order };

  const isReadDue = state.nextReadAtMs <= nowMs;
  const isStarting = state.connection === 'not-connected' && !state.reconciled && state.failedReads === 0;
  const entry = state.inbox.find((trade) => trade.kind === 'entry');
  if (entry !== undefined && !(isStarting && isReadDue)) return { kind: 'trade', trade: entry };

  if (isReadDue) return { kind: 'read' };
  if (hasUnwritten(state) && state.nextFlushAtMs <= nowMs) return { kind: 'flush' };
  return { kind: 'wait', untilMs: nextDueMs(state, nowMs) };
}

/** Before the exchange has once answered nothing is sold; with an order under way on the symbol, neither. */
function isDecidableExit(state: AccountState, trade: Trade): boolean {
  if (state.connection === 'credentials-missing' || effectiveState(state) === 'halted') return true;
  const isOwned = heldPositions(state)[trade.symbol] !== undefined;
  if (!isOwned) return !isExitBlocked(state, trade.symbol);
  return state.reconciled && !isExitBlocked(state, trade.symbol);
}

const hasUnwritten = ({ unwritten, unwrittenEvents }: AccountState): boolean =>
  unwritten.length > 0 || unwrittenEvents.length > 0;

function nextDueMs(state: AccountState, nowMs: number): number {
  const looks = state.openOrders.map((order) => order.nextLookAtMs);
  const flush = hasUnwritten(state) ? [state.nextFlushAtMs] : [];
  const exits = state.inbox.filter(({ continues }) => continues !== undefined).map((trade) => dueAtMs(trade, state));
  return Math.min(state.nextReadAtMs, ...looks, ...flush, ...exits.filter((atMs) => atMs > nowMs));
}
