import { changesAfter, latestChange } from './change-reads.ts';
import { databaseAt } from './database-at.ts';
import { newestEntries } from './entry-reads.ts';
import { executionsAfter, ledgerEventsAfter } from './execution-reads.ts';
import {
  accountState,
  decisionsOf,
  eventsOf,
  intentById,
  intentsOfOrder,
  lastSequence,
  newestIntents,
} from './journal-reads.ts';
import { insertEvents, upsertAccountState, upsertDecisions, upsertIntent } from './journal-writes.ts';
import type { Journal } from './journal.ts';
import { keepConnected } from './keep-connected.ts';
import { liveDecisionsOf, modeChangesOf, observationsOf } from './observation-reads.ts';

export interface JournalSettings {
  /** `file:/path/journal.db` or `postgres://user:password@host/database`. */
  readonly url: string;
  /** No call takes longer; one that can't be done by then rejects. */
  readonly patienceMs?: number;
}

/**
 * Never fails for an unreachable database: it is opened in the background, and again with each call.
 * @throws Error when the url names no kind of database
 */
export function openJournal({ url, patienceMs = 3_000 }: JournalSettings): Journal {
  const { run, close } = keepConnected(databaseAt(url, patienceMs), patienceMs);
  return {
    writeRecords: (records) => run((db) => upsertDecisions(db, records)),
    writeEvents: (events) => run((db) => insertEvents(db, events)),
    writeIntent: (intent) => run((db) => upsertIntent(db, intent)),
    intents: (limit) => run((db) => newestIntents(db, limit)),
    entries: (limit) => run((db) => newestEntries(db, limit)),
    intent: (intentId) => run((db) => intentById(db, intentId)),
    intentsOfOrder: (orderId) => run((db) => intentsOfOrder(db, orderId)),
    decisions: (accountId, limit) => run((db) => decisionsOf(db, accountId, limit)),
    observations: (accountId, limit) => run((db) => observationsOf(db, accountId, limit)),
    modeChanges: (accountId, limit) => run((db) => modeChangesOf(db, accountId, limit)),
    liveDecisions: (intentIds) => run((db) => liveDecisionsOf(db, intentIds)),
    events: (accountId, limit) => run((db) => eventsOf(db, accountId, limit)),
    executions: (accountId, after, limit) => run((db) => executionsAfter(db, accountId, after, limit)),
    ledgerEvents: (accountId, after, limit) => run((db) => ledgerEventsAfter(db, accountId, after, limit)),
    lastSequence: () => run(lastSequence),
    changesAfter: (changeId, limit) => run((db) => changesAfter(db, changeId, limit)),
    latestChange: () => run(latestChange),
    saveAccountState: (state) => run((db) => upsertAccountState(db, state)),
    loadAccountState: (accountId) => run((db) => accountState(db, accountId)),
    close,
  };
}
