import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { journalAt, onBothDatabases } from './databases.ts';
import { event, record } from './records.ts';

const at = (decidedAtMs: number, changes: Partial<DecisionRecord> = {}): DecisionRecord =>
  record({ intentId: `intent-${decidedAtMs}`, decidedAtMs, mode: 'observe', outcome: 'observed', ...changes });

onBothDatabases((newUrl) => {
  test('what an account observed comes newest first, back to its last decision in live', async () => {
    const journal = journalAt(await newUrl());
    await journal.writeRecords([
      at(1_000),
      at(2_000, { mode: 'live', outcome: 'filled' }),
      at(3_000),
      at(4_000, { outcome: 'skipped', code: 'BALANCE_UNKNOWN' }),
      at(5_000),
      at(6_000, { mode: 'live', outcome: 'filled' }),
      at(3_500, { accountId: 'retail_two' }),
    ]);
    const seen = async (accountId: string, limit: number) =>
      (await journal.observations(accountId, limit)).map(({ decidedAtMs }) => decidedAtMs);
    expect(await seen('retail_one', 10)).toEqual([5_000, 4_000, 3_000]);
    expect(await seen('retail_one', 2)).toEqual([5_000, 4_000]);
    expect(await seen('retail_two', 10)).toEqual([3_500]);
    expect(await seen('nobody', 10)).toEqual([]);
  });

  test('switches between observe and live are told apart from all other events', async () => {
    const journal = journalAt(await newUrl());
    const switched = [1, 2, 3].map((n) => event({ eventId: `switch-${n}`, code: 'MODE_CHANGED', atMs: n }));
    await journal.writeEvents([...switched, event(), event({ accountId: 'retail_two', code: 'MODE_CHANGED' })]);
    expect(await journal.modeChanges('retail_one', 2)).toEqual([switched[2], switched[1]]);
  });

  test('what live followers did with intents holds no observed record, no own order and no other intent', async () => {
    const journal = journalAt(await newUrl());
    const alice = record({ accountId: 'alice' });
    const bob = record({ accountId: 'bob', outcome: 'skipped' });
    const second = record({ accountId: 'alice', intentId: 'intent-2' });
    await journal.writeRecords([
      ...[alice, bob, second],
      ...[record({ accountId: 'carol', mode: 'observe' }), record({ accountId: 'dave', origin: 'own' })],
      record({ accountId: 'alice', intentId: 'intent-3' }),
    ]);
    expect(await journal.liveDecisions(['intent-1'])).toEqual([alice, bob]);
    expect(await journal.liveDecisions(['intent-1', 'intent-2'])).toHaveLength(3);
    expect(await journal.liveDecisions([])).toEqual([]);
  });
});
