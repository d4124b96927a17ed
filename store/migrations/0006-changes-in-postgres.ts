const noteFunction = (name: string, columns: string): string => `
  create function journal_note_${name}() returns trigger language plpgsql as $$
  declare
    now_ms constant bigint := extract(epoch from clock_timestamp()) * 1000;
    noted bigint;
    newest bigint;
  begin
    select count(*) into noted from changed;
    if noted = 0 then
      return null;
    end if;
    update journal_change_counter set last_id = last_id + noted returning last_id into newest;
    insert into journal_changes (change_id, kind, account_id, ref, leg, at_ms)
      select newest - noted + row_number() over (), ${columns}, now_ms from changed;
    if newest / 1024 > (newest - noted) / 1024 then
      delete from journal_changes where change_id < least(
        (select min(change_id) from journal_changes) + 4096,
        (select change_id from journal_changes where at_ms >= now_ms - 86400000 order by change_id limit 1)
      );
    end if;
    return null;
  end $$`;

const noteAfter = (happened: 'insert' | 'update', table: string, name: string): string => `
  create trigger journal_note_${happened} after ${happened} on ${table}
  referencing new table as changed
  for each statement execute function journal_note_${name}()`;

/** Triggers run once a statement, at its end: the counter is held for no longer than the commit takes. */
export const changesInPostgres: readonly string[] = [
  `create table journal_changes (
    change_id bigint primary key,
    kind text not null,
    account_id text not null,
    ref text not null,
    leg text not null,
    at_ms bigint not null
  )`,
  'create table journal_change_counter (last_id bigint not null)',
  'insert into journal_change_counter values (extract(epoch from clock_timestamp()) * 1000)',
  noteFunction('decisions', `'decision', account_id, intent_id, leg`),
  noteFunction('intents', `'intent', '', intent_id, ''`),
  noteFunction('account_events', `'account-event', account_id, event_id, ''`),
  noteAfter('insert', 'journal_decisions', 'decisions'),
  noteAfter('update', 'journal_decisions', 'decisions'),
  noteAfter('insert', 'journal_intents', 'intents'),
  noteAfter('update', 'journal_intents', 'intents'),
  noteAfter('insert', 'journal_account_events', 'account_events'),
];
