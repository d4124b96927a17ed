import type { DecimalText } from './decimal.ts';
import type { TradeReport } from './order.ts';

/** Something that happened to an account at its exchange outside of a decision: seen by a reconcile, and recorded. */
export interface AccountEvent {
  /** A function of what happened, so that seeing it again is no second event. */
  readonly eventId: string;
  readonly accountId: string;
  /** When it was seen, epoch milliseconds. */
  readonly atMs: number;
  readonly code: AccountEventCode;
  /** Empty for what concerns the whole account. */
  readonly symbol: string;
  /** `key=value`, blank between. */
  readonly context: string;
  /** The execution that it tells of, if it does; absent in older records. */
  readonly trade?: TradeReport;
  /** Base units by which the ledger was reduced; `EXTERNAL_REDUCTION` only, absent in older records. */
  readonly reducedBy?: DecimalText;
}

export type AccountEventCode =
  /** Less at the exchange than the ledger held: a person sold or withdrew; the ledger was reduced. */
  | 'EXTERNAL_REDUCTION'
  /** A trade that no order of Lockstep's made. */
  | 'EXTERNAL_TRADE'
  /** An open order that is none of Lockstep's; never touched. */
  | 'EXTERNAL_ORDER'
  /** A fill of ours that no report had told of before: applied now. */
  | 'MISSED_FILL'
  /** A person switched the account between observe and live. */
  | 'MODE_CHANGED'
  /** The trading state changed, by a person or by a guard. */
  | 'STATE_CHANGED'
  /** Its file's configuration was taken over while it ran. */
  | 'CONFIGURED';
