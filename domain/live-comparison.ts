import { counted } from './clean-observations.ts';
import { dividedBy, plus, rounded, type DecimalText } from './decimal.ts';
import type { DecisionRecord, Outcome } from './decision-record.ts';
import { joinedByAccount } from './joined-record.ts';

/** How many live accounts did what with one intent. */
export interface LiveComparison {
  /** Wholly or in part. */
  readonly filled: number;
  /** Skipped, or too late. */
  readonly skipped: number;
  /** Denied by a guard, or rejected by the exchange. */
  readonly denied: number;
  /** Over what filled, against the master's price, positive is worse; null when nothing filled or had such a price. */
  readonly averageSlippageBps: DecimalText | null;
  /** How often each code came up. */
  readonly codes: Readonly<Record<string, number>>;
}

export function liveComparison(records: readonly DecisionRecord[]): LiveComparison {
  const live = joinedByAccount(records.filter(({ mode }) => mode === 'live'));
  const having = (...outcomes: readonly Outcome[]): readonly DecisionRecord[] =>
    live.filter(({ outcome }) => outcomes.includes(outcome));
  const filled = having('filled', 'partial');
  const slippages = filled.flatMap(({ slippageBps }) => (slippageBps === null ? [] : [slippageBps]));
  return {
    filled: filled.length,
    skipped: having('skipped', 'expired').length,
    denied: having('denied', 'rejected').length,
    averageSlippageBps:
      slippages.length === 0 ? null : rounded(dividedBy(slippages.reduce(plus, '0'), `${slippages.length}`), 2),
    codes: counted(live.flatMap(({ code }) => (code === null ? [] : [code]))),
  };
}
