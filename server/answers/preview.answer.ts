import { z } from 'zod';
import { CopyingAnswer } from './copying-status.answer.ts';
import { decisionSteps, MasterFill } from './decision-record.answer.ts';
import { described, type ReadOnly } from './described.ts';
import { Undelivered } from './intent-record.answer.ts';
import { accountId, amount, code, context, intentKind, mode, outcome, role, side, symbol, usd } from './values.ts';

const AccountPreview = z
  .strictObject({
    accountId,
    name: z.string(),
    role,
    mode,
    side,
    symbol,
    wouldOrder: z.boolean().meta({ description: 'In live it would be sent; in observe it would be written down.' }),
    outcome,
    code: code('Why not'),
    context,
    quantity: amount('base units').nullable(),
    limitPrice: amount('quote units', 'null at the market').nullable(),
    notional: amount('quote units', 'at the limit, else at the price known').nullable(),
    ...decisionSteps,
  })
  .meta({ id: 'AccountPreview' });

const Preview = z.strictObject({
  symbol,
  side,
  kind: intentKind,
  masterFill: MasterFill.nullable(),
  masterEquityBefore: usd().nullable(),
  exitFraction: amount('parts of the position', 'exits only').nullable(),
  simulated: z.boolean().meta({ description: 'The master observes, so its followers could only observe too.' }),
  copying: CopyingAnswer.nullable(),
  accounts: z.array(AccountPreview).meta({ description: 'The master first.' }),
  unreached: z.array(Undelivered).meta({ description: 'Accounts that could not be asked.' }),
});

export type PreviewDocument = ReadOnly<z.output<typeof Preview>>;

export const PreviewAnswer = described<PreviewDocument>()('Preview', Preview);
