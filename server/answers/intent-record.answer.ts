import { z } from 'zod';
import type { IntentRecord } from '../../domain/decision-record.ts';
import { MasterFill } from './decision-record.answer.ts';
import { described } from './described.ts';
import { accountId, amount, epochMs, intentKind, side, symbol, usd } from './values.ts';

export const Undelivered = z.strictObject({ accountId, reason: z.string() });

export const IntentRecordAnswer = described<IntentRecord>()(
  'Intent',
  z.strictObject({
    intentId: z.string(),
    sequence: z.int(),
    symbol,
    side,
    kind: intentKind,
    simulated: z.boolean(),
    masterFill: MasterFill.nullable(),
    masterEquityBefore: usd('owners only, null for others').nullable().exactOptional(),
    exitFraction: amount('parts of the position', 'exits only').nullable().exactOptional(),
    occurredAtMs: epochMs(),
    handedOutAtMs: epochMs(),
    delivered: z.array(accountId),
    undelivered: z.array(Undelivered),
  }),
);
