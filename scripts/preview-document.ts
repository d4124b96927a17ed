import type { AccountRole } from '../domain/account-config.ts';
import type { AccountStatus } from '../domain/account-status.ts';
import type { CopyingStatus } from '../domain/copying-status.ts';
import { times, type DecimalText } from '../domain/decimal.ts';
import type { DecisionRecord, Undelivered } from '../domain/decision-record.ts';
import { wouldOrder } from '../domain/preview-intent.ts';
import type { TradeIntent } from '../domain/trade-intent.ts';

/** What one account would do, and each step to it. */
export type AccountPreview = Pick<
  DecisionRecord,
  'accountId' | 'mode' | 'side' | 'symbol' | 'outcome' | 'code' | 'context' | 'guards' | 'sizing' | 'basis'
> & {
  readonly name: string;
  readonly role: AccountRole;
  /** In live it would be sent; in observe it would be written down. */
  readonly wouldOrder: boolean;
  readonly quantity: DecimalText | null;
  /** Null for an order at the market. */
  readonly limitPrice: DecimalText | null;
  /** Quote units at the limit, else at the price known; null without either. */
  readonly notional: DecimalText | null;
};

type Told = Pick<TradeIntent, 'symbol' | 'side' | 'kind' | 'masterFill' | 'masterEquityBefore' | 'exitFraction'>;

/** What `preview --json` prints. */
export interface PreviewDocument extends Told {
  /** True: the master observes, so its followers could only observe too. */
  readonly simulated: boolean;
  /** Whether a trade of the master would be copied now; null when one account alone was asked. */
  readonly copying: CopyingStatus | null;
  /** The master first. */
  readonly accounts: readonly AccountPreview[];
  readonly unreached: readonly Undelivered[];
}

export function accountPreview(
  record: DecisionRecord,
  { name, role }: Pick<AccountStatus, 'name' | 'role'>,
): AccountPreview {
  const { accountId, mode, side, symbol, outcome, code, context, guards, sizing, basis } = record;
  const plan = wouldOrder(record) ? record.plan : null;
  const price = plan?.limitPrice ?? basis.referencePrice;
  return {
    ...{ accountId, name, role, mode, side, symbol, wouldOrder: plan !== null, outcome, code, context },
    quantity: plan?.quantity ?? null,
    limitPrice: plan?.limitPrice ?? null,
    notional: plan === null || price === null ? null : times(plan.quantity, price),
    ...{ guards, sizing, basis },
  };
}
