import { z } from 'zod';
import { AccountEventAnswer } from './account-event.answer.ts';
import { DecisionRecordAnswer } from './decision-record.answer.ts';
import { IntentRecordAnswer } from './intent-record.answer.ts';

const data = (event: string, answer: z.ZodType) =>
  z.strictObject({ id: z.int(), event: z.literal(event), data: answer });

/** The lines of a stream; its schema says what each event's parts are. */
export const LiveAnswer = {
  description: 'A stream that stays open. Each event has a growing id and one line of JSON as its data.',
  content: {
    'text/event-stream': {
      schema: z.union<readonly z.ZodType[]>([
        data('intent', IntentRecordAnswer),
        data('decision', DecisionRecordAnswer),
        data('account-event', AccountEventAnswer),
        data('reset', z.strictObject({})),
      ]),
    },
  },
};
