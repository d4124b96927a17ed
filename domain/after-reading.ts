import { nextDayReadAtMs, withDay, type AccountReading } from './account-reads.ts';
import type { AccountState } from './account-state.ts';
import { isPositive } from './decimal.ts';
import { withReductions } from './external-reduction.ts';
import type { MarketRules } from './market-rules.ts';
import type { MasterFillReport } from './master-state.ts';
import type { Settled } from './open-order.ts';
import { afterReconcile } from './reconcile.ts';
import { withStops } from './stops.ts';

const credentialsRetryMs = 60_000;
const retryAfterMs = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** An exit that waits for the account to connect is tried at least this often. */
const exitRetryMs = 5_000;
/** A passing fault doesn't disconnect an account; the third in a row does. */
const failuresToDisconnect = 3;

export interface Read {
  readonly state: AccountState;
  /** Orders of which the reading told something new. */
  readonly changed: readonly Settled[];
  /** What a person traded by hand on a master's account. */
  readonly byHand: readonly MasterFillReport[];
}

/**
 * The state after a reading.
 * @param jitter between 0 and 1, so that many accounts don't reconcile at the same moment
 */
export function afterReading(state: AccountState, reading: AccountReading, nowMs: number, jitter: number): Read {
  switch (reading.kind) {
    case 'credentials-missing':
      return unchangedOrders({
        ...state,
        connection: 'credentials-missing',
        reason: 'credentials not set',
        nextReadAtMs: nowMs + credentialsRetryMs,
      });
    case 'failed':
      return unchangedOrders(afterFailure(state, reading, nowMs));
    case 'read': {
      const { findings } = reading;
      const reconciled = findings === null ? unchangedOrders(state) : afterReconcile(state, findings, nowMs, jitter);
      return { ...reconciled, state: afterSuccess(reconciled.state, reading, nowMs, jitter) };
    }
  }
}

const unchangedOrders = (state: AccountState): Read => ({ state, changed: [], byHand: [] });

function afterFailure(
  state: AccountState,
  reading: Extract<AccountReading, { readonly kind: 'failed' }>,
  nowMs: number,
): AccountState {
  const failedReads = state.failedReads + 1;
  const backoffMs = retryAfterMs[Math.min(failedReads, retryAfterMs.length) - 1] ?? 0;
  const hasExitWaiting = state.inbox.some((trade) => trade.kind === 'exit');
  const isDown = reading.isRefused || !state.reconciled || failedReads >= failuresToDisconnect;
  return {
    ...state,
    connection: isDown ? 'not-connected' : state.connection,
    reason: isDown ? reading.reason : state.reason,
    failedReads,
    lastNonce: reading.lastNonce ?? state.lastNonce,
    nextReadAtMs: nowMs + (hasExitWaiting ? Math.min(backoffMs, exitRetryMs) : backoffMs),
  };
}

function afterSuccess(
  state: AccountState,
  reading: Extract<AccountReading, { readonly kind: 'read' }>,
  nowMs: number,
  jitter: number,
): AccountState {
  const connected: AccountState = {
    ...state,
    connection: 'connected',
    reason: state.connection === 'connected' ? state.reason : null,
    reconciled: state.reconciled || reading.findings !== null,
    failedReads: 0,
    snapshot: reading.snapshot,
    markets: knownMarkets(state, reading.markets),
    permissions: reading.permissions ?? state.permissions,
    lastNonce: reading.lastNonce,
  };
  const dated = withDay(connected, nowMs);
  const nextReadAtMs = Math.min(dated.nextReconcileAtMs, nextDayReadAtMs(dated, nowMs, jitter));
  const watched = withStops({ ...dated, nextReadAtMs }, reading.snapshot.prices, nowMs);
  return withReductions(watched, reading.snapshot, nowMs);
}

/** What is owned stays sellable when a listing lacks its market: the rules stay, and nothing is bought by them. */
function knownMarkets({ markets, positions }: AccountState, read: AccountState['markets']): AccountState['markets'] {
  const kept = Object.entries(markets).flatMap(([symbol, rules]): [string, MarketRules][] =>
    rules !== null && read[symbol] === null && isPositive(positions[symbol]?.ownedQuantity ?? '0')
      ? [[symbol, { ...rules, active: false }]]
      : [],
  );
  return { ...markets, ...read, ...Object.fromEntries(kept) };
}
