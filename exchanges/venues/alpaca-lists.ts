import { field, textOf } from '../json.ts';
import type { Json } from '../venue.ts';

/** When to begin: Alpaca's clock need not be ours. */
export const earlier = (sinceMs: number): number => Math.max(0, sinceMs - 60_000);

export const idOf = (row: Json): string | null => textOf(field(row, 'id'));

export const listOf = (result: Json): readonly Json[] | undefined =>
  Array.isArray(result) ? (result as readonly Json[]) : undefined;

/** Null when one is missing, or all are. */
export const complete = <T>(items: readonly (T | null)[] | undefined): readonly T[] | null =>
  items === undefined || items.includes(null) ? null : (items as readonly T[]);
