import type { Page, VenueQuery } from './venue.ts';

/** Every row of every search to its last page, in the order they came; one page that fails fails all. */
export async function allPages<T>(
  searches: readonly VenueQuery<Page<T>>[],
  ask: (query: VenueQuery<Page<T>>) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const rows: T[] = [];
  for (const search of searches) {
    for (let query: VenueQuery<Page<T>> | null = search; query !== null;) {
      const page: Page<T> = await ask(query);
      rows.push(...page.rows);
      query = page.next;
    }
  }
  return rows;
}

/** Each id once, as it was seen last: an order may change between two pages. */
export function lastById<T>(rows: readonly T[], idOf: (row: T) => string): readonly T[] {
  return [...new Map(rows.map((row) => [idOf(row), row])).values()];
}
