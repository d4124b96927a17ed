import type { ReportDocument } from '../api/documents.ts';
import { sumOf } from '../words/amounts.ts';

type Execution = ReportDocument['executions'][number];

/** Realized profit so far, after all that was traded in one second. */
export interface ProfitPoint {
  readonly atSeconds: number;
  /** Quote units. */
  readonly profit: string;
  readonly trades: readonly Execution[];
}

/** Assets that were traded against, the most traded first. */
export function quotesOf(executions: readonly Execution[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { quote } of executions) counts.set(quote, (counts.get(quote) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([quote]) => quote);
}

/** @param executions of one quote asset, oldest first */
export function profitSeries(executions: readonly Execution[]): readonly ProfitPoint[] {
  const points: ProfitPoint[] = [];
  let profit = '0';
  for (const trade of executions) {
    profit = sumOf([profit, trade.realizedProfit ?? '0']) ?? profit;
    const atSeconds = Math.floor(trade.atMs / 1_000);
    const last = points.at(-1);
    if (last !== undefined && atSeconds <= last.atSeconds)
      points[points.length - 1] = { ...last, profit, trades: [...last.trades, trade] };
    else points.push({ atSeconds, profit, trades: [trade] });
  }
  return points;
}
