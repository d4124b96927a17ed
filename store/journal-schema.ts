import type { ColumnType } from 'kysely';
import type { PeopleSchema } from './people-schema.ts';

/** Tables as both databases hold them: whole records are JSON text, the other columns serve queries. */
export interface JournalSchema extends PeopleSchema {
  readonly journal_decisions: DecisionRow;
  readonly journal_intents: IntentRow;
  readonly journal_account_states: AccountStateRow;
  readonly journal_account_events: AccountEventRow;
  readonly vault_locks: VaultLockRow;
  readonly vault_credentials: VaultCredentialRow;
  readonly journal_changes: ChangeRow;
  readonly journal_change_counter: ChangeCounterRow;
  readonly account_entries: AccountEntryRow;
  readonly global_limits: GlobalLimitsRow;
  readonly equity_points: EquityPointRow;
}

/** One row per account, intent and leg. */
export interface DecisionRow {
  readonly account_id: string;
  readonly intent_id: string;
  readonly leg: string;
  readonly revision: number;
  readonly sequence: number | null;
  readonly origin: string;
  readonly symbol: string;
  readonly side: string;
  readonly kind: string;
  readonly mode: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly client_order_id: string | null;
  readonly exchange_order_id: string | null;
  readonly occurred_at_ms: number;
  readonly decided_at_ms: number;
  readonly settled_at_ms: number | null;
  readonly record: string;
}

export interface IntentRow {
  readonly intent_id: string;
  readonly sequence: number;
  readonly symbol: string;
  readonly side: string;
  readonly kind: string;
  readonly occurred_at_ms: number;
  readonly handed_out_at_ms: number;
  /** Followers with a known delivery, good or bad: a record that knows of fewer never replaces one that knows of more. */
  readonly followers_settled: number;
  readonly record: string;
}

export interface AccountStateRow {
  readonly account_id: string;
  readonly state: string;
}

/** One row per account and event. */
export interface AccountEventRow {
  readonly account_id: string;
  readonly event_id: string;
  readonly code: string;
  readonly symbol: string;
  readonly at_ms: number;
  readonly event: string;
}

/** The vault's one lock: proves the master key before anything is opened or written with it. */
export interface VaultLockRow {
  readonly name: string;
  /** Names the master key; tells nothing of it. */
  readonly key_id: string;
  readonly proof: string;
  /** Grows with each change of the vault; text in PostgreSQL. */
  readonly generation: number | string;
}

/** One row per place and account. */
export interface VaultCredentialRow {
  /** `exchange`, or `simulator` for play money: a key of one never reaches the other. */
  readonly place: string;
  readonly account_id: string;
  readonly version: number | string;
  readonly masked: string;
  readonly wrapped_key: string;
  readonly sealed: string;
}

/** One row per change of a decision, an intent or an account event, in the order in which they were committed. */
export interface ChangeRow {
  readonly change_id: LargeInteger;
  readonly kind: 'intent' | 'decision' | 'account-event';
  /** Empty for an intent. */
  readonly account_id: string;
  /** The intent's id, or the event's. */
  readonly ref: string;
  /** A decision's; empty for others. */
  readonly leg: string;
  readonly at_ms: LargeInteger;
}

/** A single row: the id given last. */
export interface ChangeCounterRow {
  readonly last_id: LargeInteger;
}

/** One row per account that was made or edited in the browser. */
export interface AccountEntryRow {
  readonly account_id: string;
  readonly role: string;
  /** JSON, in the form of an account file. */
  readonly entry: string;
}

/** One row per account and each minute, hour and day in which it was read: the latest reading of it. */
export interface EquityPointRow {
  readonly step: string;
  /** When the minute, hour or day began, UTC. */
  readonly slot: LargeInteger;
  readonly account_id: string;
  readonly at_ms: LargeInteger;
  readonly role: string;
  /** 1: play money. */
  readonly sandbox: number;
  readonly equity_usd: string;
  /** For sums: SQLite has no decimals. */
  readonly equity_cents: LargeInteger;
}

/** One row, while the limits are as somebody set them in the browser. */
export interface GlobalLimitsRow {
  readonly name: string;
  /** JSON. */
  readonly limits: string;
}

/** PostgreSQL gives it as text. */
type LargeInteger = ColumnType<string | number, number, number>;
