import type { TradeOutcome } from '../api/types.ts';
import { outcomesInOrder } from '../words/outcome-words.ts';

export interface OutcomeCount {
  readonly outcome: string;
  readonly number: number;
}

/** How many accounts ended with each outcome, in the one order that all pages use. */
export function outcomeCounts(accounts: readonly Pick<TradeOutcome, 'outcome'>[]): readonly OutcomeCount[] {
  const counts = new Map<string, number>();
  for (const { outcome } of accounts) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts]
    .map(([outcome, number]) => ({ outcome, number }))
    .sort((one, other) => rank(one.outcome) - rank(other.outcome));
}

const rank = (outcome: string): number => {
  const index = outcomesInOrder.indexOf(outcome);
  return index === -1 ? outcomesInOrder.length : index;
};

/** Nothing more is to be expected of it. */
export const isFinal = ({ outcome }: Pick<TradeOutcome, 'outcome'>): boolean =>
  outcome !== 'pending' && outcome !== 'unknown';
