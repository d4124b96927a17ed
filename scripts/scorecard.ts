import type { AccountMode } from '../domain/account-config.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { DecisionRecord, IntentRecord, Outcome } from '../domain/decision-record.ts';
import { joinedByAccount } from '../domain/joined-record.ts';
import type { JournaledIntent } from '../store/journal.ts';

/** What one account did with one intent. */
export interface ScorecardRow {
  readonly accountId: string;
  /** Null as long as the account has not decided. */
  readonly mode: AccountMode | null;
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly context: string;
  readonly clientOrderId: string | null;
  readonly exchangeOrderId: string | null;
  readonly quantity: DecimalText | null;
  readonly filledQuantity: DecimalText;
  readonly averagePrice: DecimalText | null;
  readonly slippageBps: DecimalText | null;
  readonly delayMs: number | null;
}

export type Scorecard = Pick<IntentRecord, 'intentId' | 'sequence' | 'symbol' | 'side' | 'kind' | 'simulated'> & {
  readonly accounts: readonly ScorecardRow[];
};

/** Everyone the intent was for: who has decided, who has not, and who was not running. */
export function scorecardOf({ intent, records: all }: JournaledIntent): Scorecard {
  const { intentId, sequence, symbol, side, kind, simulated, delivered, undelivered } = intent;
  const missed = new Map(undelivered.map(({ accountId, reason }) => [accountId, reason]));
  const records = joinedByAccount(all);
  const decided = new Set(records.map(({ accountId }) => accountId));
  const waiting = delivered.filter((accountId) => !decided.has(accountId));
  const accounts = [
    ...records.map(rowOf),
    ...waiting.map((accountId) => ({ ...undecided, accountId })),
    ...[...missed]
      .filter(([accountId]) => !decided.has(accountId))
      .map(([accountId, reason]) => ({ ...undecided, accountId, ...notRunning(reason) })),
  ];
  return { intentId, sequence, symbol, side, kind, simulated, accounts: accounts.sort(byAccount) };
}

/** How many accounts ended with each outcome. */
export function outcomesOf({ accounts }: Scorecard): Readonly<Partial<Record<Outcome, number>>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of accounts) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Nothing more is to be expected of it. */
export const isFinal = ({ outcome }: Pick<ScorecardRow, 'outcome'>): boolean =>
  outcome !== 'pending' && outcome !== 'unknown';

const rowOf = (record: DecisionRecord): ScorecardRow => ({
  accountId: record.accountId,
  mode: record.mode,
  outcome: record.outcome,
  code: record.code,
  context: record.context,
  clientOrderId: record.plan?.clientOrderId ?? null,
  exchangeOrderId: record.exchangeOrderId,
  quantity: record.plan?.quantity ?? null,
  filledQuantity: record.filledQuantity,
  averagePrice: record.averagePrice,
  slippageBps: record.slippageBps,
  delayMs: record.delayMs,
});

const undecided = {
  mode: null,
  outcome: 'pending',
  code: null,
  context: '',
  clientOrderId: null,
  exchangeOrderId: null,
  quantity: null,
  filledQuantity: '0',
  averagePrice: null,
  slippageBps: null,
  delayMs: null,
} as const;

const notRunning = (reason: string) =>
  ({ outcome: 'skipped', code: 'NOT_RUNNING', context: `reason=${reason}` }) as const;

const byAccount = (one: ScorecardRow, other: ScorecardRow): number =>
  one.accountId < other.accountId ? -1 : one.accountId > other.accountId ? 1 : 0;
