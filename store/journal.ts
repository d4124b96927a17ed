import type { AccountEvent } from '../domain/account-event.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';

/** One intent with what each account did with it so far. */
export interface JournaledIntent {
  readonly intent: IntentRecord;
  readonly records: readonly DecisionRecord[];
}

/** That a record was written for the first time or anew, with the record as it is now. Ids grow without a gap. */
export type JournalChange = { readonly changeId: number; readonly atMs: number } & (
  | { readonly kind: 'intent'; readonly intent: IntentRecord }
  | { readonly kind: 'decision'; readonly decision: DecisionRecord }
  | { readonly kind: 'account-event'; readonly event: AccountEvent }
);

/** Incomplete: changes after that id are not kept any more, or it never was one of this journal's; go on at `latest`. */
export type ChangePage =
  | { readonly isComplete: true; readonly changes: readonly JournalChange[] }
  | { readonly isComplete: false; readonly latest: number };

/**
 * Decisions and their outcomes, for reports: Temporal's history is the truth.
 * Every write is idempotent; every call rejects with {@link JournalUnavailable} when the database can't be used.
 */
export interface Journal {
  /** Keyed by account, intent and leg; a lower revision never replaces a higher one. */
  writeRecords(records: readonly DecisionRecord[]): Promise<void>;
  /** Keyed by account and event id; one that was seen before stays as it is. */
  writeEvents(events: readonly AccountEvent[]): Promise<void>;
  /** Keyed by intent id. */
  writeIntent(intent: IntentRecord): Promise<void>;
  /** Newest first. */
  intents(limit: number): Promise<readonly JournaledIntent[]>;
  /** The latest entries alone, newest first. */
  entries(limit: number): Promise<readonly IntentRecord[]>;
  intent(intentId: string): Promise<JournaledIntent | null>;
  /** Everything handed out for one master's order, its first intent's id being the order's; in the order of numbers. */
  intentsOfOrder(orderId: string): Promise<readonly JournaledIntent[]>;
  /** One account's records, newest first, its own orders included. */
  decisions(accountId: string, limit: number): Promise<readonly DecisionRecord[]>;
  /** What one account decided in observe since it last decided anything in live; newest first. */
  observations(accountId: string, limit: number): Promise<readonly DecisionRecord[]>;
  /** When one account was switched between observe and live; newest first. */
  modeChanges(accountId: string, limit: number): Promise<readonly AccountEvent[]>;
  /** What live followers did with these intents. */
  liveDecisions(intentIds: readonly string[]): Promise<readonly DecisionRecord[]>;
  /** What happened to an account, or to any (null), at its exchange; newest first. */
  events(accountId: string | null, limit: number): Promise<readonly AccountEvent[]>;
  /**
   * Orders that an exchange took on for one account, or for any (null): account by account, oldest first.
   * @param after the last one of the page before; null for the first page
   */
  executions(accountId: string | null, after: DecisionRecord | null, limit: number): Promise<readonly DecisionRecord[]>;
  /** What moved ledgers without an order of Lockstep's; paged like {@link Journal.executions}. */
  ledgerEvents(accountId: string | null, after: AccountEvent | null, limit: number): Promise<readonly AccountEvent[]>;
  /** The highest sequence handed out so far; 0 when none. */
  lastSequence(): Promise<number>;
  /**
   * What changed since, oldest first; empty when nothing did. What was once given after an id never gets a change in
   * front of it. Changes are kept for a day.
   */
  changesAfter(changeId: number, limit: number): Promise<ChangePage>;
  /** The id of the newest change; those to come have higher ones. */
  latestChange(): Promise<number>;
  saveAccountState(state: AccountState): Promise<void>;
  loadAccountState(accountId: string): Promise<AccountState | null>;
  close(): Promise<void>;
}

export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
}
