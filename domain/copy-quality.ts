import { dividedBy, isMore, isPositive, plus, rounded, times, type DecimalText } from './decimal.ts';
import type { Execution } from './execution.ts';

/** How well the master's trades were copied. */
export interface CopyQuality {
  /** Copied executions. */
  readonly copied: number;
  /** Basis points, weighted by cost, 2 decimals; null without a copied execution. */
  readonly slippageAverageBps: DecimalText | null;
  readonly slippageWorstBps: DecimalText | null;
  readonly delayP50Ms: number | null;
  readonly delayMaxMs: number | null;
}

export function copyQuality(executions: readonly Execution[]): CopyQuality {
  const copies = executions.filter(({ source }) => source === 'copied');
  const slipped = copies.flatMap(({ slippageBps, cost }) => (slippageBps === null ? [] : [{ slippageBps, cost }]));
  const weight = slipped.map(({ cost }) => cost).reduce(plus, '0');
  const weighted = slipped.map(({ slippageBps, cost }) => times(slippageBps, cost)).reduce(plus, '0');
  const delays = copies.flatMap(({ delayMs }) => delayMs ?? []).sort((one, other) => one - other);
  return {
    copied: copies.length,
    slippageAverageBps: isPositive(weight) ? rounded(dividedBy(weighted, weight), 2) : null,
    slippageWorstBps: slipped.reduce<DecimalText | null>(
      (worst, { slippageBps }) => (worst === null || isMore(slippageBps, worst) ? slippageBps : worst),
      null,
    ),
    delayP50Ms: delays[Math.ceil(delays.length / 2) - 1] ?? null,
    delayMaxMs: delays.at(-1) ?? null,
  };
}
