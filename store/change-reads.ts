import type { Kysely, Selectable } from 'kysely';
import type { AccountEvent } from '../domain/account-event.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { ChangeRow, JournalSchema } from './journal-schema.ts';
import type { ChangePage, JournalChange } from './journal.ts';

type Db = Kysely<JournalSchema>;
type FoundChange = Pick<Selectable<ChangeRow>, 'change_id' | 'kind' | 'at_ms'> & { readonly record: string | null };

export async function latestChange(db: Db): Promise<number> {
  const counter = await db.selectFrom('journal_change_counter').select('last_id').executeTakeFirstOrThrow();
  return Number(counter.last_id);
}

/** The count is read before the rows: a row that it knows of and that is not found was removed. */
export async function changesAfter(db: Db, changeId: number, limit: number): Promise<ChangePage> {
  const latest = await latestChange(db);
  const changes = (await foundAfter(db, changeId, limit)).map(changeOf);
  const first = changes[0]?.changeId ?? latest + 1;
  return first === changeId + 1 ? { isComplete: true, changes } : { isComplete: false, latest };
}

const foundAfter = (db: Db, changeId: number, limit: number): Promise<readonly FoundChange[]> =>
  db
    .selectFrom((inner) =>
      inner
        .selectFrom('journal_changes')
        .selectAll()
        .where('change_id', '>', changeId)
        .orderBy('change_id')
        .limit(limit)
        .as('change'),
    )
    .leftJoin('journal_decisions as decision', (on) =>
      on
        .on('change.kind', '=', 'decision')
        .onRef('decision.account_id', '=', 'change.account_id')
        .onRef('decision.intent_id', '=', 'change.ref')
        .onRef('decision.leg', '=', 'change.leg'),
    )
    .leftJoin('journal_intents as intent', (on) =>
      on.on('change.kind', '=', 'intent').onRef('intent.intent_id', '=', 'change.ref'),
    )
    .leftJoin('journal_account_events as event', (on) =>
      on
        .on('change.kind', '=', 'account-event')
        .onRef('event.account_id', '=', 'change.account_id')
        .onRef('event.event_id', '=', 'change.ref'),
    )
    .select(['change.change_id', 'change.kind', 'change.at_ms'])
    .select((found) => found.fn.coalesce('decision.record', 'intent.record', 'event.event').as('record'))
    .orderBy('change.change_id')
    .execute();

/** Records are never removed: each change has its own. */
function changeOf({ change_id, kind, at_ms, record }: FoundChange): JournalChange {
  const noted = { changeId: Number(change_id), atMs: Number(at_ms) };
  const value: unknown = JSON.parse(record ?? 'null');
  switch (kind) {
    case 'intent':
      return { ...noted, kind, intent: value as IntentRecord };
    case 'decision':
      return { ...noted, kind, decision: value as DecisionRecord };
    case 'account-event':
      return { ...noted, kind, event: value as AccountEvent };
  }
}
