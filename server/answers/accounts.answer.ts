import { z } from 'zod';
import { AccountEventAnswer } from './account-event.answer.ts';
import { AccountViewAnswer } from './account-view.answer.ts';
import { CopyingAnswer } from './copying-status.answer.ts';
import { CredentialAnswer } from './credential-view.answer.ts';
import { DecisionRecordAnswer } from './decision-record.answer.ts';
import { listOf } from './described.ts';
import { GlobalAnswer, GlobalStateAnswer } from './global-status.answer.ts';

export const AccountsAnswer = z
  .strictObject({
    master: AccountViewAnswer.nullable().meta({ description: 'Owners only, null for others.' }),
    users: listOf(AccountViewAnswer),
    copying: CopyingAnswer,
    global: z
      .union([GlobalAnswer, GlobalStateAnswer])
      .nullable()
      .meta({ description: 'Members learn the trading state alone. Null: nothing runs yet.' }),
  })
  .meta({ id: 'Accounts' });

export const AccountAnswer = z
  .strictObject({
    account: AccountViewAnswer,
    credential: CredentialAnswer,
    events: listOf(AccountEventAnswer).meta({ description: 'The latest, newest first.' }),
    decisions: listOf(DecisionRecordAnswer).meta({ description: 'The latest, newest first.' }),
  })
  .meta({ id: 'AccountDetails' });
