import { expect, test } from 'vitest';
import type { IntentRecord } from '../../domain/decision-record.ts';
import { LiveEvent } from '../../server/answers/live.answer.ts';
import { newsText } from '../../server/live/event-text.ts';
import type { LiveNews } from '../../server/live/live-feed.ts';
import type { Person } from '../../server/person.ts';
import { decisionOf, eventOf } from './example-answers.ts';

const owner: Person = { personId: 'p1', name: 'Olga', email: 'olga@example.org', role: 'owner', accountIds: [] };
const member: Person = { ...owner, personId: 'p2', role: 'member', accountIds: ['ann'] };

const intent: IntentRecord = {
  ...{ intentId: 'i1', sequence: 1, symbol: 'BTC/USD', side: 'buy', kind: 'entry', simulated: false },
  ...{ masterFill: { quantity: '1', averagePrice: '100' }, masterEquityBefore: '1000000', exitFraction: null },
  ...{
    occurredAtMs: 1,
    handedOutAtMs: 2,
    delivered: ['ann', 'bob'],
    undelivered: [{ accountId: 'zed', reason: 'no' }],
  },
};
const news: readonly LiveNews[] = [
  { kind: 'started', changeId: 1 },
  {
    kind: 'changes',
    changes: [
      { changeId: 2, atMs: 1, kind: 'intent', intent },
      { changeId: 3, atMs: 2, kind: 'decision', decision: decisionOf('ann', '1000000') },
      { changeId: 4, atMs: 3, kind: 'account-event', event: eventOf('ann') },
      { changeId: 5, atMs: 4, kind: 'account-event', event: eventOf('bob') },
    ],
  },
  { kind: 'reset', changeId: 6 },
  { kind: 'quiet' },
];

/** As a browser reads them. */
const eventsIn = (text: string) =>
  text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      const [id, data] = [fields.get('id'), fields.get('data')];
      const idPart = id === undefined ? {} : { id: Number(id) };
      return { ...idPart, event: fields.get('event'), data: JSON.parse(data ?? 'null') as unknown };
    });

test.each([
  ['an owner', owner, ['place', 'intent', 'decision', 'account-event', 'account-event', 'reset', 'place']],
  ['a member', member, ['place', 'intent', 'decision', 'account-event', 'place', 'reset', 'place']],
])('%s hears nothing that the API’s document does not tell of', (_who, person, expected) => {
  const events = news.flatMap((one) => eventsIn(newsText(person, one)));
  for (const event of events) expect(LiveEvent.parse(event)).toEqual(event);
  expect(events.map(({ event }) => event)).toEqual(expected);
  if (person.role === 'member') expect(JSON.stringify(events)).not.toMatch(/bob|zed|1000000/);
});
