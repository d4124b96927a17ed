/** Tables of who may use Lockstep. PostgreSQL gives large integers as text, which `Number` takes either way. */
export interface PeopleSchema {
  readonly access_lock: AccessLockRow;
  readonly access_people: PersonRow;
  readonly access_sessions: SessionRow;
  readonly access_links: LinkRow;
  readonly access_waits: WaitRow;
}

/** One row: who changes it is alone until the end of the transaction. */
interface AccessLockRow {
  readonly name: string;
  readonly revision: number | string;
}

export interface PersonRow {
  readonly person_id: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** JSON. */
  readonly account_ids: string;
  /** Null until the person has joined. */
  readonly password_hash: string | null;
  readonly added_at_ms: number | string;
  /** Null: never, as far as is known. */
  readonly signed_in_at_ms: number | string | null;
}

interface SessionRow {
  readonly token_hash: string;
  readonly person_id: string;
  readonly started_at_ms: number | string;
  readonly seen_at_ms: number | string;
}

interface LinkRow {
  readonly token_hash: string;
  readonly purpose: string;
  /** Null: makes the first owner. */
  readonly person_id: string | null;
  readonly expires_at_ms: number | string;
}

interface WaitRow {
  /** A digest: neither emails that were tried nor addresses are kept. */
  readonly key: string;
  readonly attempts: number | string;
  readonly tried_at_ms: number | string;
  readonly until_ms: number | string;
}
