import { diceFor } from './dice.ts';
import type { PlannedAccount, PlanOptions } from './plan-types.ts';

const groupSize = 3;

export function plannedAccounts({ seed, accounts }: PlanOptions): {
  readonly accounts: readonly PlannedAccount[];
  readonly groups: number;
} {
  const dice = diceFor(seed, 'accounts');
  const groups = Math.max(2, Math.round(accounts / groupSize));
  const planned = Array.from({ length: accounts }, (_, index): PlannedAccount => {
    const draw = dice.roll();
    const person = draw < 0.08 ? 'sells-copies' : draw < 0.2 ? 'trades-own-coins' : 'nothing';
    const hasCoins = person === 'trades-own-coins' || (person === 'nothing' && dice.chance(0.2));
    return {
      accountId: `chaos_${String(index).padStart(3, '0')}`,
      group: index % groups,
      person,
      ownCoins: hasCoins ? `0.${dice.whole(11, 99)}` : '0',
      maxOrderUsd: dice.chance(0.15) ? String(dice.whole(40, 150)) : null,
      maxDailyTrades: dice.chance(0.1) ? dice.whole(5, 12) : null,
      maxDailyLossUsd: dice.chance(0.15) ? String(dice.whole(5, 60)) : null,
      stopLossPct: dice.chance(0.2) ? String(dice.whole(1, 4)) : null,
      trailingStopPct: dice.chance(0.2) ? String(dice.whole(1, 4)) : null,
    };
  });
  return { accounts: planned, groups };
}
