import { field } from '../json.ts';
import type { Json, Page, VenueQuery } from '../venue.ts';
import { privateGet } from './coinbase-requests.ts';

interface Listing<T> {
  readonly path: string;
  /** The field of the answer that holds the rows. */
  readonly list: string;
  readonly params: Readonly<Record<string, Json>>;
  /** Null: a row can't be read. */
  readonly read: (rows: readonly Json[]) => readonly T[] | null;
}

/** One page of a listing, and by its cursor the next. */
export const listingPage = <T>(listing: Listing<T>, cursor = ''): VenueQuery<Page<T>> => ({
  request: privateGet(listing.path, { ...listing.params, ...(cursor !== '' && { cursor }) }),
  read(result) {
    const listed = rowsOf(result, listing.list);
    const rows = listed && listing.read(listed);
    const after = listed && nextCursor(result, listed.length, cursor);
    if (rows === null || after === null) return null;
    return { rows, next: after.cursor === null ? null : listingPage(listing, after.cursor) };
  },
});

export function rowsOf(result: Json, list: string): readonly Json[] | null {
  const rows = field(result, list);
  return Array.isArray(rows) ? (rows as readonly Json[]) : null;
}

/**
 * Where the next page begins, `cursor: null` after the last. Null: the answer doesn't say whether it is the last.
 * Fills come without `has_next`, and with a cursor even on a page that happens to be the last: there an empty
 * page ends them.
 */
export function nextCursor(result: Json, count: number, asked: string): { readonly cursor: string | null } | null {
  const cursor = field(result, 'cursor');
  const hasNext = field(result, 'has_next') ?? (cursor !== '' && count > 0);
  if (typeof cursor !== 'string' || typeof hasNext !== 'boolean') return null;
  if (!hasNext) return { cursor: null };
  return cursor === '' || cursor === asked || count === 0 ? null : { cursor };
}

/** Null as soon as one is. */
export function allOrNone<T>(rows: readonly (T | null)[]): readonly T[] | null {
  const read = rows.filter((row) => row !== null);
  return read.length === rows.length ? read : null;
}

/** Coinbase's clock need not be ours. */
const clockMarginMs = 60_000;

export const startTime = (sinceMs: number): string => new Date(Math.max(0, sinceMs - clockMarginMs)).toISOString();
