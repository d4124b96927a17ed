import { z } from 'zod';
import type { AccountView } from '../lockstep.ts';
import { AccountConfigAnswer } from './account-config.answer.ts';
import { accountStatusShape } from './account-status.answer.ts';
import { described } from './described.ts';

export const AccountViewAnswer = described<AccountView>()(
  'Account',
  z.strictObject({
    ...accountStatusShape,
    workflowId: z.string().meta({ examples: ['account/ann'] }),
    uiUrl: z.string().nullable().meta({ description: 'Its page in the Temporal UI; owners only, null for others.' }),
    config: AccountConfigAnswer.nullable().meta({ description: 'Null: nothing describes it any more.' }),
    isRunning: z.boolean(),
  }),
);
