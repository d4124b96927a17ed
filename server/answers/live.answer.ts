import { z } from 'zod';
import { AccountEventAnswer } from './account-event.answer.ts';
import { DecisionRecordAnswer } from './decision-record.answer.ts';
import { IntentRecordAnswer } from './intent-record.answer.ts';

const id = z.int().meta({ description: 'Grows with each event; where to go on after.', examples: [4711] });
const event = <Data extends z.ZodType>(name: string, data: Data) =>
  z.strictObject({ id, event: z.literal(name), data });

/** One event of the stream, its lines read. */
export const LiveEvent = z
  .union([
    event('intent', IntentRecordAnswer),
    event('decision', DecisionRecordAnswer),
    event('account-event', AccountEventAnswer),
    event('reset', z.strictObject({})).meta({ description: 'Events are missing before it: read again what you show.' }),
    z
      .strictObject({ id: id.exactOptional(), event: z.literal('place'), data: z.strictObject({}) })
      .meta({ description: 'A sign of life; its id, if it has one, is where the stream is.' }),
  ])
  .meta({ id: 'LiveEvent' });

export const LiveAnswer = {
  description:
    'A stream that stays open: lines "id: …", "event: …" and "data: …" (one line of JSON) for each event, and an empty one after it.',
  content: { 'text/event-stream': { schema: LiveEvent as z.ZodType } },
};
