import { plannedAccounts } from './plan-accounts.ts';
import { plannedFaults } from './plan-faults.ts';
import { plannedProcessFaults } from './plan-process-faults.ts';
import { plannedTrades } from './plan-trades.ts';
import type { Plan, PlanOptions } from './plan-types.ts';

export function planFor(options: PlanOptions): Plan {
  const { accounts, groups } = plannedAccounts(options);
  const steps = [
    ...plannedTrades(options, accounts, groups),
    ...plannedFaults(options, accounts),
    ...plannedProcessFaults(options, accounts),
  ];
  return { options, accounts, groups, steps: steps.sort((one, other) => one.atMs - other.atMs) };
}
