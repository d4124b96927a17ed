export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
}

/** @throws RangeError for no values */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    count: sorted.length,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
  };
}

export const spreadOrNull = (values: readonly number[]): Spread | null =>
  values.length === 0 ? null : spreadOf(values);

export const median = (values: readonly number[]): number => spreadOf(values).p50;

function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (low === undefined || high === undefined) throw new RangeError('no values');
  return rounded(low + (high - low) * (position - Math.floor(position)));
}

/** To two digits after the point. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
