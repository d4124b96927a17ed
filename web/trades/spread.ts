/** How a number is spread over accounts. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  /** Ascending. */
  readonly values: readonly number[];
}

/** Null without any value. */
export function spreadOf(numbers: readonly number[]): Spread | null {
  const values = [...numbers].sort((one, other) => one - other);
  const [min] = values;
  const max = values.at(-1);
  if (min === undefined || max === undefined) return null;
  const at = (share: number): number => values[Math.max(0, Math.ceil(values.length * share) - 1)] ?? max;
  return { min, median: at(0.5), p95: at(0.95), max, values };
}
