import type { EquityRange } from './equity.ts';

export type EquityStep = 'minute' | 'hour' | 'day';

interface StepSettings {
  readonly step: EquityStep;
  readonly stepMs: number;
  readonly keptMs: number;
  /** A longer range is read at a coarser step. */
  readonly readMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Each account has one point, the latest, in each minute, hour and day; the finest first. */
export const equitySteps: readonly StepSettings[] = [
  { step: 'minute', stepMs: minuteMs, keptMs: 2 * dayMs, readMs: dayMs + hourMs },
  { step: 'hour', stepMs: hourMs, keptMs: 366 * dayMs, readMs: 32 * dayMs },
  { step: 'day', stepMs: dayMs, keptMs: Infinity, readMs: Infinity },
];

const mostPoints = 500;

/** What is read for a range, and how wide the stretches are of which the last point counts. */
export interface EquityGrain {
  readonly step: EquityStep;
  readonly stepMs: number;
  readonly widthMs: number;
  readonly fromMs: number;
  readonly beforeMs: number;
}

/**
 * @param firstMs of all points
 * @returns null when the range holds nothing
 */
export function grainOf(range: EquityRange, firstMs: number, nowMs: number): EquityGrain | null {
  const fromMs = Math.max(range.fromMs ?? firstMs, firstMs);
  const beforeMs = Math.min(range.beforeMs ?? Infinity, nowMs + 1);
  if (fromMs >= beforeMs) return null;
  const fits = ({ keptMs, readMs }: StepSettings): boolean => fromMs >= nowMs - keptMs && beforeMs - fromMs <= readMs;
  const { step, stepMs } = equitySteps.find(fits) ?? ({ step: 'day', stepMs: dayMs } as const);
  const widthMs = stepMs * Math.ceil((beforeMs - fromMs) / stepMs / mostPoints);
  return { step, stepMs, widthMs, fromMs, beforeMs };
}

export const slotOf = (atMs: number, widthMs: number): number => atMs - (atMs % widthMs);
