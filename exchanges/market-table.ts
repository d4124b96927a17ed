import type { MarketTable } from './listed-markets.ts';

const dayMs = 24 * 60 * 60 * 1000;
const retryRefreshMs = 60_000;

/**
 * The markets of one exchange: one copy, one download shared by everyone who waits for it. A failed first
 * download is tried again by the next who asks; a day-old table is renewed behind the back of its readers.
 */
export function openMarketTable(download: () => Promise<MarketTable>): () => Promise<MarketTable> {
  let table: MarketTable | null = null;
  let refreshAtMs = 0;
  let loading: Promise<MarketTable> | null = null;

  function load(): Promise<MarketTable> {
    loading ??= download()
      .then((loaded) => {
        table = loaded;
        refreshAtMs = Date.now() + dayMs;
        return loaded;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  }

  return async () => {
    if (table === null) return load();
    if (Date.now() >= refreshAtMs) {
      refreshAtMs = Date.now() + retryRefreshMs;
      // A failure leaves the table as it is, until the next try.
      load().catch(() => undefined);
    }
    return table;
  };
}
