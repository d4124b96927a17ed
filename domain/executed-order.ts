import type { ExchangeName } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { FillDelta } from './position.ts';
import { deltaOf, fillsOf } from './record-fills.ts';
import type { Side } from './trade-intent.ts';

/** What a report needs of an order of Lockstep's that filled, wholly or in part. */
export interface ExecutedOrder {
  readonly accountId: string;
  readonly exchange: ExchangeName;
  readonly intentId: string;
  readonly leg: string;
  readonly origin: DecisionRecord['origin'];
  readonly symbol: string;
  /** The asset that was really paid or received, such as `USDT` for what trades as `BTC/USD`. */
  readonly quote: string;
  readonly side: Side;
  readonly exchangeOrderId: string | null;
  readonly decidedAtMs: number;
  readonly slippageBps: DecimalText | null;
  readonly delayMs: number | null;
  readonly fills: readonly ExecutedFill[];
}

export interface ExecutedFill {
  /** As {@link RecordedFill.atMs}. */
  readonly atMs: number;
  readonly delta: FillDelta;
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
}

/** Null for what was observed, refused or never filled. */
export function executedOrder(record: DecisionRecord): ExecutedOrder | null {
  const fills = record.mode === 'live' && record.outcome !== 'observed' ? fillsOf(record) : [];
  if (fills.length === 0) return null;
  const { accountId, exchange, intentId, leg, origin, symbol, side, exchangeOrderId, decidedAtMs } = record;
  const { slippageBps, delayMs, basis } = record;
  return {
    ...{ accountId, exchange, intentId, leg, origin, symbol, side, exchangeOrderId, decidedAtMs },
    ...{ slippageBps, delayMs, quote: basis.marketRules?.quote ?? symbol.split('/')[1] ?? '' },
    fills: fills.map((fill) => ({
      atMs: fill.atMs,
      delta: deltaOf(fill, record),
      feeAsset: fill.feeAsset,
      feeAmount: fill.feeAmount,
    })),
  };
}
