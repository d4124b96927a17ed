import type { Kysely } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';

/** Where a journal is kept: all that differs between SQLite and PostgreSQL. */
export interface Database {
  /** For people; never holds a password. */
  readonly label: string;
  /** Opens and brings the tables up to date; safe from several processes at once. */
  connect(): Promise<Connection>;
  failureOf(error: unknown): Failure;
}

export interface Connection {
  readonly db: Kysely<JournalSchema>;
  /** False when what was opened is not there any more, such as a file that was removed. */
  isCurrent(): boolean;
  close(): Promise<void>;
}

/** `refused`: the database works, but not with this data. */
export interface Failure {
  readonly kind: 'unavailable' | 'refused';
  readonly reason: string;
}

/** One line for people from whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.split('\n', 1)[0] ?? text;
}
