import { field, isRecord, textOf } from '../json.ts';
import type { Json, Page, VenueQuery } from '../venue.ts';
import { privatePost } from './kraken-requests.ts';

export type Row = readonly [id: string, row: Json];

export const rowsOf = (value: Json): readonly Row[] | null => (isRecord(value) ? Object.entries(value) : null);

/** Kraken's `start` is exclusive and in seconds of its own clock, which need not be ours. */
const clockMarginSeconds = 60;

export const startOf = (sinceMs: number): { readonly start: string } => ({
  start: String(Math.max(0, Math.floor(sinceMs / 1000) - clockMarginSeconds)),
});

interface History<T> {
  readonly path: 'ClosedOrders' | 'TradesHistory';
  /** The field of the answer that holds the rows. */
  readonly list: 'closed' | 'trades';
  readonly params: Readonly<Record<string, string>>;
  /** Null: a row can't be read. */
  readonly read: (rows: readonly Row[]) => readonly T[] | null;
}

/**
 * One page of a history, newest first; the next begins where this one ends, until `count` rows were seen.
 * What is added in the meantime pushes rows onto the next page, where they come once more; none is passed over.
 */
export const historyPage = <T>(history: History<T>, skip = 0): VenueQuery<Page<T>> => ({
  request: privatePost(history.path, { ...history.params, ...(skip > 0 && { ofs: String(skip) }) }),
  read(result) {
    const listed = rowsOf(field(result, history.list));
    const rows = listed && history.read(listed);
    if (listed === null || rows === null) return null;
    const seen = skip + listed.length;
    const count = Number(textOf(field(result, 'count')) ?? seen);
    if (!Number.isInteger(count)) return null;
    if (count <= seen) return { rows, next: null };
    return listed.length === 0 ? null : { rows, next: historyPage(history, seen) };
  },
});
