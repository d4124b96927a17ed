import type { DecimalText } from './decimal.ts';

/** A part of an order, as the account's ledger took it in. */
export interface RecordedFill {
  /** By the account's own clock: when the order was decided, if its send told of this part, else when a look did. */
  readonly atMs: number;
  readonly quantity: DecimalText;
  /** Quote units without fees. */
  readonly cost: DecimalText;
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
}
