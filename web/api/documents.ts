import type { Execution } from '../../domain/execution.ts';
import type { AccountProfit, TotalProfit } from '../../domain/profit-report.ts';
import type { CopyingView, DecisionRecord, Side } from './types.ts';

type Decimal = string;

/** What `/report` answers. */
export interface ReportDocument {
  readonly accounts: readonly Omit<AccountProfit, 'executions'>[];
  readonly total: TotalProfit;
  /** Oldest first. */
  readonly executions: readonly Execution[];
}

/** What `/accounts/:id/rehearsal` answers. */
export interface RehearsalDocument {
  readonly accountId: string;
  /** Epoch milliseconds; null: it never observed a trade. */
  readonly since: number | null;
  readonly cleanObservations: number;
  /** How often each code kept a decision from being clean. */
  readonly uncleanCodes: Readonly<Record<string, number>>;
  readonly positions: readonly RehearsedPosition[];
  readonly realizedUsd: Decimal | null;
  readonly unrealizedUsd: Decimal | null;
  readonly profitUsd: Decimal | null;
}

interface RehearsedPosition {
  readonly symbol: string;
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly unrealizedProfit: Decimal | null;
}

/** What `/preview` answers. */
export interface PreviewDocument {
  readonly symbol: string;
  readonly side: Side;
  /** Null: the order has no price yet. */
  readonly masterFill: { readonly quantity: Decimal; readonly averagePrice: Decimal } | null;
  readonly masterEquityBefore: Decimal | null;
  readonly exitFraction: Decimal | null;
  /** True: the master observes, so its followers could only observe too. */
  readonly simulated: boolean;
  readonly copying: CopyingView | null;
  /** The master first. */
  readonly accounts: readonly AccountPreview[];
  readonly unreached: readonly { readonly accountId: string; readonly reason: string }[];
}

/** What one account would do, and each step to it. */
export type AccountPreview = Pick<
  DecisionRecord,
  'accountId' | 'mode' | 'side' | 'symbol' | 'outcome' | 'code' | 'context' | 'guards' | 'sizing' | 'basis'
> & {
  readonly name: string;
  readonly role: 'master' | 'user';
  /** In live it would be sent; in observe it would be written down. */
  readonly wouldOrder: boolean;
  readonly quantity: Decimal | null;
  /** Null for an order at the market. */
  readonly limitPrice: Decimal | null;
  readonly notional: Decimal | null;
};
