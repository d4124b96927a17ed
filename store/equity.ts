import type { AccountRole } from '../domain/account-config.ts';
import type { DecimalText } from '../domain/decimal.ts';

/** What one account was worth at one moment. */
export interface EquityPoint {
  readonly accountId: string;
  readonly role: AccountRole;
  /** When its exchange told it. */
  readonly atMs: number;
  readonly equityUsd: DecimalText;
  /** Its money is not real. */
  readonly sandbox: boolean;
}

/** Null: without an end on that side. `beforeMs` is no part of it. */
export interface EquityRange {
  readonly fromMs: number | null;
  readonly beforeMs: number | null;
}

export type AccountEquity = Pick<EquityPoint, 'atMs' | 'equityUsd' | 'sandbox'>;

/** Null: nothing was known of any of them by then. */
export interface TotalEquity {
  readonly atMs: number;
  readonly usersUsd: DecimalText | null;
  readonly masterUsd: DecimalText | null;
}

/** Money that is real and money that is not never add up. */
export interface TotalEquities {
  readonly real: readonly TotalEquity[];
  readonly play: readonly TotalEquity[];
}

/**
 * What accounts were worth over time. Series hold at most some 500 points, oldest first, the last one of each stretch of
 * time; what was known when the range begins is their first point. Every call rejects with JournalUnavailable when the
 * database can't be used.
 */
export interface EquityHistory {
  /** A point that is known changes nothing. Some points that are too old for their detail go with each call. */
  write(points: readonly EquityPoint[]): Promise<void>;
  ofAccount(accountId: string, range: EquityRange): Promise<readonly AccountEquity[]>;
  /**
   * Sums in whole cents. An account counts with what was known of it last, however long ago.
   * @param present accounts that there are; any other counts until it was seen last. Null: all count on
   */
  totals(range: EquityRange, present: readonly string[] | null): Promise<TotalEquities>;
  close(): Promise<void>;
}
