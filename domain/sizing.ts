import type { Sizing, Limits } from './account-config.ts';
import { dividedBy, floorToStep, isLess, larger, minus, plus, times, type DecimalText } from './decimal.ts';
import type { SizingStep } from './decision-record.ts';
import type { MarketRules } from './market-rules.ts';

/** What a share of the account would cost before any cap, in quote units. */
export interface RawSizeInput {
  readonly sizing: Sizing;
  readonly masterNotional: DecimalText;
  readonly masterEquityUsd: DecimalText | null;
  readonly equityUsd: DecimalText | null;
  /** USD per quote unit. */
  readonly quoteUsd: DecimalText;
}

/** Quote units; null when the account's or the master's equity is needed and unknown. */
export function rawSize(input: RawSizeInput): DecimalText | null {
  const { sizing, equityUsd, masterEquityUsd, quoteUsd } = input;
  if (sizing.kind === 'fixed-quote') return dividedBy(sizing.amountUsd, quoteUsd);
  if (equityUsd === null) return null;
  if (sizing.kind === 'percent-of-equity') {
    return dividedBy(times(equityUsd, dividedBy(sizing.percent, '100')), quoteUsd);
  }
  if (masterEquityUsd === null || !isLess('0', masterEquityUsd)) return null;
  const scaled = times(times(input.masterNotional, equityUsd), sizing.multiplier);
  return dividedBy(scaled, masterEquityUsd);
}

export interface Cap {
  readonly name: 'max_order' | 'max_position' | 'free_balance' | 'risk' | 'global_exposure';
  /** Quote units, never below zero. */
  readonly amount: DecimalText;
}

export interface CapInput {
  readonly limits: Limits;
  readonly stopLossPct: DecimalText | null;
  readonly equityUsd: DecimalText | null;
  readonly quoteUsd: DecimalText;
  /** Value of what is owned or on order, in quote units. */
  readonly positionValue: DecimalText;
  /** Quote units not held by orders, unresolved ones included. */
  readonly freeQuote: DecimalText;
  readonly takerFeeRate: DecimalText;
  readonly guardRatio: DecimalText;
  /** What the account's part of the exposure of all accounts leaves; null: no such limit. */
  readonly exposureRoomUsd: DecimalText | null;
}

/** Every cap that applies to an entry. */
export function entryCaps(input: CapInput): readonly Cap[] {
  const { limits, stopLossPct, equityUsd, quoteUsd } = input;
  const caps: Cap[] = [];
  if (limits.maxOrderUsd !== null) caps.push({ name: 'max_order', amount: dividedBy(limits.maxOrderUsd, quoteUsd) });
  if (limits.maxPositionUsd !== null) {
    const room = minus(dividedBy(limits.maxPositionUsd, quoteUsd), input.positionValue);
    caps.push({ name: 'max_position', amount: larger('0', room) });
  }
  const affordable = dividedBy(input.freeQuote, plus('1', plus(input.takerFeeRate, input.guardRatio)));
  caps.push({ name: 'free_balance', amount: larger('0', affordable) });
  if (limits.maxRiskPerTradePct !== null && stopLossPct !== null && equityUsd !== null) {
    const atRisk = dividedBy(times(equityUsd, limits.maxRiskPerTradePct), stopLossPct);
    caps.push({ name: 'risk', amount: dividedBy(atRisk, quoteUsd) });
  }
  if (input.exposureRoomUsd !== null) {
    caps.push({ name: 'global_exposure', amount: dividedBy(input.exposureRoomUsd, quoteUsd) });
  }
  return caps;
}

export interface EntrySize {
  readonly quantity: DecimalText;
  readonly notional: DecimalText;
  /** The cap that made it smaller; null when none did. */
  readonly cappedBy: Cap | null;
  readonly steps: readonly SizingStep[];
}

/** From the raw size through the tightest cap to a quantity on the step. Never rounds up. */
export function entrySize(
  raw: DecimalText,
  caps: readonly Cap[],
  limitPrice: DecimalText,
  step: DecimalText,
): EntrySize {
  const tightest = caps.reduce<Cap | null>(
    (tight, cap) => (isLess(cap.amount, tight?.amount ?? raw) ? cap : tight),
    null,
  );
  const capped = tightest?.amount ?? raw;
  const quantity = floorToStep(dividedBy(capped, limitPrice), step);
  const notional = times(quantity, limitPrice);
  const steps = [
    { step: 'raw', value: raw },
    ...caps.map((cap) => ({ step: cap.name, value: cap.amount })),
    { step: 'capped', value: capped },
    { step: 'limit_price', value: limitPrice },
    { step: 'quantity', value: quantity },
    { step: 'notional', value: notional },
  ];
  return { quantity, notional, cappedBy: tightest, steps };
}

/** 2% above the exchange's smallest cost, so that a price step can't turn an order into a refusal. */
const minimumCostMargin = '1.02';

/** The least an entry must cost at this price, in quote units. */
export const minimumNotional = (rules: MarketRules, price: DecimalText): DecimalText =>
  larger(times(rules.minimumCost, minimumCostMargin), times(rules.minimumQuantity, price));
