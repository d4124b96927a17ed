import { z } from 'zod';
import type { TradeView } from '../lockstep.ts';
import { MasterFill } from './decision-record.answer.ts';
import { described } from './described.ts';
import { accountId, amount, code, context, epochMs, intentKind, milliseconds, mode, side, symbol } from './values.ts';

const TradeOutcome = z.strictObject({
  accountId,
  mode: mode.nullable().meta({ description: 'Null as long as the account has not decided.' }),
  outcome: z.string().meta({ examples: ['filled'] }),
  code: code('Why'),
  context,
  why: z.string().meta({ description: 'The code in words.' }),
  quantity: amount('base units').nullable(),
  filledQuantity: amount('base units'),
  averagePrice: amount('quote units').nullable(),
  slippageBps: amount('basis points', 'against the master’s price, positive is worse').nullable(),
  delayMs: milliseconds('from the trade to the send').nullable(),
});

export const TradeAnswer = described<TradeView>()(
  'Trade',
  z.strictObject({
    intentId: z.string(),
    sequence: z.int(),
    symbol,
    side,
    kind: intentKind,
    simulated: z.boolean().meta({ description: 'The master observed and did not trade.' }),
    occurredAtMs: epochMs(),
    masterFill: MasterFill.nullable(),
    accounts: z.array(TradeOutcome).meta({ description: 'What each account did; members see their own.' }),
  }),
);
