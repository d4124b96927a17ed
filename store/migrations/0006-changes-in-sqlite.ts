const nowMs = `cast((julianday('now') - 2440587.5) * 86400000 as integer)`;

const noteWhen = (name: string, happened: string, columns: string): string => `
  create trigger journal_note_${name} after ${happened}
  begin
    update journal_change_counter set last_id = last_id + 1;
    insert into journal_changes (change_id, kind, account_id, ref, leg, at_ms)
      select last_id, ${columns}, ${nowMs} from journal_change_counter;
  end`;

const decision = `'decision', new.account_id, new.intent_id, new.leg`;
const intent = `'intent', '', new.intent_id, ''`;
const accountEvent = `'account-event', new.account_id, new.event_id, ''`;

/** SQLite has one writer at a time: its triggers run row by row under the file's lock. */
export const changesInSqlite: readonly string[] = [
  `create table journal_changes (
    change_id integer primary key,
    kind text not null,
    account_id text not null,
    ref text not null,
    leg text not null,
    at_ms integer not null
  )`,
  'create table journal_change_counter (last_id integer not null)',
  `insert into journal_change_counter values (${nowMs})`,
  noteWhen('new_decision', 'insert on journal_decisions', decision),
  noteWhen('decision', 'update on journal_decisions', decision),
  noteWhen('new_intent', 'insert on journal_intents', intent),
  noteWhen('intent', 'update on journal_intents', intent),
  noteWhen('new_account_event', 'insert on journal_account_events', accountEvent),
  `create trigger journal_prune_changes after insert on journal_changes when new.change_id % 1024 = 0
  begin
    delete from journal_changes where change_id < min(
      (select min(change_id) from journal_changes) + 4096,
      (select change_id from journal_changes where at_ms >= new.at_ms - 86400000 order by change_id limit 1)
    );
  end`,
];
