/** Part of a history: later than `startMs`, not later than `endMs`, the newest `offset` left out. */
export interface HistoryWindow {
  readonly startMs: number;
  readonly endMs: number;
  readonly offset: number;
}

const pageSize = 50;

/** Kraken's page of 50, newest first, and how many there are in the window. Looks at the page alone. */
export function historyPage<T>(
  ascending: readonly T[],
  atMs: (item: T) => number,
  window: HistoryWindow,
): { readonly page: readonly T[]; readonly count: number } {
  const from = firstLater(ascending, atMs, window.startMs);
  const to = firstLater(ascending, atMs, window.endMs);
  const end = Math.max(from, to - window.offset);
  return { page: ascending.slice(Math.max(from, end - pageSize), end).reverse(), count: Math.max(0, to - from) };
}

/** Index of the first item later than the instant. */
function firstLater<T>(ascending: readonly T[], atMs: (item: T) => number, instantMs: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = ascending[middle];
    if (item !== undefined && atMs(item) <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
