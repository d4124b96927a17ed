import { z } from 'zod';
import type { IntentResult, LiquidatedPosition, MasterOrderResult, OwnOrderResult } from '../../domain/own-order.ts';
import { described } from './described.ts';
import { Undelivered } from './intent-record.answer.ts';
import { amount, code, context, outcome, symbol } from './values.ts';

const shared = {
  clientOrderId: z.string(),
  exchangeOrderId: z.string().nullable(),
  outcome,
  code: code('Why'),
  context,
  quantity: amount('base units'),
  filledQuantity: amount('base units'),
  averagePrice: amount('quote units').nullable(),
};

export const OwnOrderAnswer = described<OwnOrderResult>()('OrderResult', z.strictObject(shared));

export const LiquidatedPositionAnswer = described<LiquidatedPosition>()(
  'LiquidatedPosition',
  z.strictObject({ ...shared, symbol, ownedBefore: amount('base units'), remaining: amount('base units') }),
);

const delivered = z.int().meta({ description: 'To how many accounts it was handed out.' });

export const MasterOrderAnswer = described<MasterOrderResult>()(
  'MasterOrderResult',
  z.strictObject({
    intentId: z.string().nullable().meta({ description: 'Null: nothing filled, so there is nothing to copy.' }),
    order: OwnOrderAnswer,
    delivered,
    undelivered: z.array(Undelivered),
    notCopied: z
      .string()
      .nullable()
      .meta({ description: 'Why the fill was not handed out, such as with copying off.' }),
  }),
);

export const IntentResultAnswer = described<IntentResult>()(
  'IntentResult',
  z.union([
    z.strictObject({ duplicate: z.literal(true) }),
    z.strictObject({
      duplicate: z.literal(false),
      intentId: z.string(),
      sequence: z.int(),
      delivered,
      undelivered: z.array(Undelivered),
    }),
  ]),
);
