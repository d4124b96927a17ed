import type { AccountMode } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
import type { OrderSize, OwnOrderRequest } from './own-order.ts';
import type { IntentKind, MasterFill, Side, TradeIntent } from './trade-intent.ts';

/** One thing an account is asked to do, from the master or by itself: what a decision starts from. */
export interface Trade {
  readonly origin: 'master' | 'own';
  readonly intentId: string;
  readonly leg: string;
  readonly sequence: number | null;
  readonly symbol: string;
  readonly side: Side;
  readonly kind: IntentKind;
  readonly masterFill: MasterFill | null;
  readonly masterEquityBefore: DecimalText | null;
  readonly exitFraction: DecimalText | null;
  /** Own orders only. */
  readonly size: OrderSize | null;
  readonly simulated: boolean;
  readonly occurredAtMs: number;
  /** What arrived while observing is never sent, even when the account goes live meanwhile. */
  readonly arrivedInMode: AccountMode;
  /** The result goes back to the master workflow. */
  readonly replyToMaster: boolean;
  /** Set when this goes on with an exit that sold less than it was to. */
  readonly continues?: Continuation;
}

export interface Continuation {
  /** Counts up from 1. */
  readonly attempt: number;
  /** The leg that began it. */
  readonly leg: string;
  /** When the order before ended: the exchange is looked through after that, so that nothing is sold twice. */
  readonly endedAtMs: number;
  readonly notBeforeMs: number;
}

export function tradeFromIntent(intent: TradeIntent, arrivedInMode: AccountMode): Trade {
  return {
    origin: 'master',
    intentId: intent.intentId,
    leg: 'copy',
    sequence: intent.sequence,
    symbol: intent.symbol,
    side: intent.side,
    kind: intent.kind,
    masterFill: intent.masterFill,
    masterEquityBefore: intent.masterEquityBefore,
    exitFraction: intent.exitFraction,
    size: null,
    simulated: intent.simulated,
    occurredAtMs: intent.occurredAtMs,
    arrivedInMode,
    replyToMaster: false,
  };
}

export function tradeFromRequest(request: OwnOrderRequest, arrivedInMode: AccountMode, replyToMaster = false): Trade {
  return {
    origin: 'own',
    intentId: request.orderId,
    leg: 'own',
    sequence: null,
    symbol: request.symbol,
    side: request.side,
    kind: request.side === 'buy' ? 'entry' : 'exit',
    masterFill: null,
    masterEquityBefore: null,
    exitFraction: request.size.kind === 'fraction' ? request.size.fraction : null,
    size: request.size,
    simulated: false,
    occurredAtMs: request.requestedAtMs,
    arrivedInMode,
    replyToMaster,
  };
}

/** Sells everything owned on one symbol. */
export function liquidation(requestId: string, symbol: string, nowMs: number, arrivedInMode: AccountMode): Trade {
  const size: OrderSize = { kind: 'fraction', fraction: '1' };
  const request: OwnOrderRequest = { orderId: requestId, symbol, side: 'sell', size, requestedAtMs: nowMs };
  return { ...tradeFromRequest(request, arrivedInMode), leg: `liquidate:${symbol}` };
}

export const tradeKey = (trade: Pick<Trade, 'intentId' | 'leg'>): string => `${trade.intentId}|${trade.leg}`;

export const requestOf = (trade: Trade): OwnOrderRequest => ({
  orderId: trade.intentId,
  symbol: trade.symbol,
  side: trade.side,
  size: trade.size ?? { kind: 'fraction', fraction: trade.exitFraction ?? '1' },
  requestedAtMs: trade.occurredAtMs,
});
