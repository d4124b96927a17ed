/** Something that happened to an account at its exchange outside of a decision: seen by a reconcile, and recorded. */
export interface AccountEvent {
  /** A function of what happened, so that seeing it again is no second event. */
  readonly eventId: string;
  readonly accountId: string;
  /** When it was seen, epoch milliseconds. */
  readonly atMs: number;
  readonly code: AccountEventCode;
  readonly symbol: string;
  /** `key=value`, blank between. */
  readonly context: string;
}

export type AccountEventCode =
  /** Less at the exchange than the ledger held: a person sold or withdrew; the ledger was reduced. */
  | 'EXTERNAL_REDUCTION'
  /** A trade that no order of Lockstep's made. */
  | 'EXTERNAL_TRADE'
  /** An open order that is none of Lockstep's; never touched. */
  | 'EXTERNAL_ORDER'
  /** A fill of ours that no report had told of before: applied now. */
  | 'MISSED_FILL';
