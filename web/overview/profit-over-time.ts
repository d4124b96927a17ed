import type { ReportDocument } from '../api/types.ts';
import { sumOf } from '../words/amounts.ts';

/** Seconds of the epoch, growing; the sum so far, in USD, for the eye alone. */
export interface ProfitPoint {
  readonly time: number;
  readonly value: number;
}

export interface ProfitOverTime {
  readonly points: readonly ProfitPoint[];
  readonly totalUsd: string | null;
  readonly sales: number;
  /** There is no real money to show. */
  readonly isPlayMoney: boolean;
}

/** Stable coins count as dollars here; other quotes are left out. */
const dollars = new Set(['USD', 'USDT', 'USDC', 'ZUSD']);

export function profitOverTime({ accounts, executions }: ReportDocument): ProfitOverTime {
  const real = accounts.filter(({ sandbox }) => !sandbox);
  const counted = new Set((real.length > 0 ? real : accounts).map(({ accountId }) => accountId));
  const sales = executions
    .filter(({ accountId, quote }) => counted.has(accountId) && dollars.has(quote))
    .flatMap(({ atMs, realizedProfit }) => (realizedProfit === null ? [] : [{ atMs, realizedProfit }]))
    .sort((one, other) => one.atMs - other.atMs);
  const bySecond = new Map<number, number>();
  let total = '0';
  for (const { atMs, realizedProfit } of sales) {
    total = sumOf([total, realizedProfit]) ?? total;
    bySecond.set(Math.floor(atMs / 1_000), Number(total));
  }
  return {
    points: [...bySecond].map(([time, value]) => ({ time, value })),
    totalUsd: sales.length === 0 ? null : total,
    sales: sales.length,
    isPlayMoney: real.length === 0,
  };
}
