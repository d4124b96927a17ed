import { spreadOf } from '../../bench/statistics.ts';

/** One line of the results file. */
export interface SeedResult {
  readonly seed: number;
  readonly verdict: 'pass' | 'FAIL';
  readonly accounts: number;
  readonly intents: number;
  /** Taken on by the exchange with Lockstep's keys. */
  readonly orders: number;
  /** How often an account's history went on in a new run. */
  readonly continuedAsNew: number;
  readonly decisions: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly lost: number;
  readonly unknowns: { readonly count: number; readonly p50Ms: number | null; readonly p99Ms: number | null };
  readonly needsReview: number;
  readonly deadWorkerNoticedMs: readonly number[];
  /** Workers that ended though nobody killed them. */
  readonly workersEnded: number;
  readonly seconds: number;
  /** Where the seconds went. */
  readonly phases: Readonly<Record<string, number>>;
  readonly differences: readonly string[];
}

export interface SeedRun {
  readonly result: SeedResult;
  readonly unknownMs: readonly number[];
}

export const unknowns = (times: readonly number[]): SeedResult['unknowns'] => {
  const spread = times.length === 0 ? null : spreadOf(times);
  return { count: times.length, p50Ms: spread?.p50 ?? null, p99Ms: spread?.p99 ?? null };
};

export function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
