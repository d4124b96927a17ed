import { z } from 'zod';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { OrderPlan } from '../../domain/order.ts';
import { described } from './described.ts';
import { MarketRulesAnswer } from './market-rules.answer.ts';
import {
  accountId,
  amount,
  code,
  context,
  epochMs,
  exchange,
  intentKind,
  milliseconds,
  mode,
  outcome,
  side,
  symbol,
  tradingState,
  usd,
} from './values.ts';

export const MasterFill = z.strictObject({ quantity: amount('base units'), averagePrice: amount('quote units') });

const OrderPlanAnswer = described<OrderPlan>()(
  'OrderPlan',
  z.strictObject({
    clientOrderId: z.string(),
    symbol,
    side,
    type: z.enum(['market', 'limit-ioc']),
    quantity: amount('base units'),
    limitPrice: amount('quote units', 'null at the market').nullable(),
    sendBeforeMs: epochMs('no first send after it; null: no bound').nullable(),
  }),
);

/** How a size came about: the same in a decision and in a preview of one. */
export const decisionSteps = {
  basis: z
    .strictObject({
      snapshotAtMs: epochMs().nullable(),
      snapshotAgeMs: milliseconds().nullable(),
      equityUsd: usd().nullable(),
      freeQuote: amount('quote units').nullable(),
      ownedQuantity: amount('base units'),
      referencePrice: amount('quote units').nullable(),
      marketRules: MarketRulesAnswer.nullable(),
    })
    .meta({ description: 'What the decision read of the account’s state.' }),
  guards: z.array(
    z.strictObject({
      guard: z.string().meta({ examples: ['max-order'] }),
      verdict: z.enum(['pass', 'cap', 'deny', 'skip', 'expire']),
      context,
    }),
  ),
  sizing: z
    .array(z.strictObject({ step: z.string(), value: amount('the unit that the step names') }))
    .meta({ description: 'From the raw size to the quantity, in the order taken.' }),
};

const RecordedFill = z.strictObject({
  atMs: epochMs(),
  quantity: amount('base units'),
  cost: amount('quote units', 'without fees'),
  feeAsset: z.string().nullable(),
  feeAmount: amount('units of the fee’s asset'),
});

export const DecisionRecordAnswer = described<DecisionRecord>()(
  'Decision',
  z.strictObject({
    accountId,
    exchange,
    intentId: z.string().meta({ description: 'Of the master’s trade, or of the account’s own order.' }),
    leg: z.string().meta({ description: 'One trade may need several orders.', examples: ['copy'] }),
    revision: z.int(),
    sequence: z.int().nullable(),
    origin: z.enum(['master', 'own']),
    symbol,
    side,
    kind: intentKind,
    simulated: z.boolean(),
    masterFill: MasterFill.nullable(),
    masterEquityBefore: usd('owners only, null for others').nullable(),
    exitFraction: amount('parts of the position', 'exits only').nullable(),
    occurredAtMs: epochMs(),
    mode,
    tradingState,
    decidedAtMs: epochMs(),
    ...decisionSteps,
    plan: OrderPlanAnswer.nullable(),
    outcome,
    code: code('Why'),
    context,
    exchangeOrderId: z.string().nullable(),
    filledQuantity: amount('base units'),
    filledCost: amount('quote units', 'without fees').exactOptional(),
    averagePrice: amount('quote units').nullable(),
    feeAsset: z.string().nullable(),
    feeAmount: amount('units of the fee’s asset'),
    tradeIds: z.array(z.string()),
    fills: z.array(RecordedFill).exactOptional(),
    slippageBps: amount('basis points', 'against the master’s price, positive is worse').nullable(),
    delayMs: milliseconds('from the trade to the send; null: nothing was sent').nullable(),
    settledAtMs: epochMs().nullable(),
  }),
);
