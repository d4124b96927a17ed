import type { AccountEquity } from '../api/equity.ts';
import { sumOf } from '../words/amounts.ts';

/** One moment of a curve. */
export interface CurvePoint {
  readonly atMs: number;
  readonly usd: string;
}

const negative = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

/** One account's curve, in the kind of money that it has by now. */
export function curveOf(points: readonly AccountEquity[]): readonly CurvePoint[] {
  const sandbox = points.at(-1)?.sandbox;
  const start = points.findLastIndex((point) => point.sandbox !== sandbox) + 1;
  return points.slice(start).map(({ atMs, equityUsd }) => ({ atMs, usd: equityUsd }));
}

/**
 * The sum of several curves: each counts on with what was known of it last.
 * @param fromMs where the sum begins, with what was known by then
 */
export function sumOfCurves(curves: readonly (readonly CurvePoint[])[], fromMs: number): readonly CurvePoint[] {
  const moments = curves
    .flatMap((curve, index) => curve.map(({ atMs, usd }) => ({ atMs: Math.max(atMs, fromMs), usd, index })))
    .sort((one, other) => one.atMs - other.atMs);
  const known = new Map<number, string>();
  const sums: CurvePoint[] = [];
  let total = '0';
  for (const { atMs, usd, index } of moments) {
    total = sumOf([total, usd, negative(known.get(index) ?? '0')]) ?? total;
    known.set(index, usd);
    if (sums.at(-1)?.atMs === atMs) sums.pop();
    sums.push({ atMs, usd: total });
  }
  return sums;
}

/** An account is read every few minutes; one whose last reading is older has not been heard of. */
const freshMs = 15 * 60_000;

export const isFresh = (points: readonly CurvePoint[], nowMs: number): boolean =>
  nowMs - (points.at(-1)?.atMs ?? 0) <= freshMs;

/** What was read lately holds until now. */
export function untilNow(points: readonly CurvePoint[], nowMs: number): readonly CurvePoint[] {
  const last = points.at(-1);
  return last !== undefined && isFresh(points, nowMs) && last.atMs < nowMs
    ? [...points, { ...last, atMs: nowMs }]
    : points;
}

/** So many points at the same distance in time, each with what was known by then, the first and the last as they are. */
export function evenly(points: readonly CurvePoint[], number: number): readonly CurvePoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return points;
  const stepMs = (last.atMs - first.atMs) / (number - 1);
  let next = 0;
  let known = first;
  return Array.from({ length: number }, (_point, index) => {
    const atMs = index === number - 1 ? last.atMs : Math.round(first.atMs + index * stepMs);
    for (let point = points[next]; point !== undefined && point.atMs <= atMs; point = points[++next]) known = point;
    return { atMs, usd: known.usd };
  });
}
