import { expect, test } from 'vitest';
import { journalAt, onBothDatabases } from './databases.ts';
import { intent } from './records.ts';

onBothDatabases((newUrl) => {
  test('entries come newest first, without exits, at most as many as asked', async () => {
    const journal = journalAt(await newUrl());
    const [first, second, exit] = [
      intent({ masterEquityBefore: '30000' }),
      intent({ intentId: 'intent-2', sequence: 2, handedOutAtMs: intent().handedOutAtMs + 1 }),
      intent({ intentId: 'intent-3', sequence: 3, handedOutAtMs: intent().handedOutAtMs + 2, kind: 'exit' }),
    ];
    for (const each of [second, exit, first]) await journal.writeIntent(each);
    expect(await journal.entries(10)).toEqual([second, first]);
    expect(await journal.entries(1)).toEqual([second]);
  });
});
