import type { DecimalText } from '../domain/decimal.ts';

const freshMs = 1_000;

export type FetchPrices = (marketIds: readonly string[]) => Promise<Readonly<Record<string, DecimalText>>>;

interface Batch {
  readonly ids: ReadonlySet<string>;
  readonly done: Promise<void>;
}

/**
 * Last prices by market id, at most a second old, with one request in flight however many ask:
 * who wants what is already asked for waits for that answer, everyone else shares the next request.
 */
export function openPriceCache(fetch: FetchPrices): FetchPrices {
  // A null price: asked for, and the exchange has none.
  const prices = new Map<string, { readonly price: DecimalText | null; readonly atMs: number }>();
  let running: Batch | null = null;
  let next: { readonly ids: Set<string>; readonly done: Promise<void> } | null = null;

  const isFresh = (id: string): boolean => {
    const age = Date.now() - (prices.get(id)?.atMs ?? Number.NEGATIVE_INFINITY);
    return age >= 0 && age < freshMs;
  };

  async function load(ids: ReadonlySet<string>): Promise<void> {
    try {
      const fetched = await fetch([...ids]);
      const atMs = Date.now();
      for (const id of ids) prices.set(id, { price: fetched[id] ?? null, atMs });
    } finally {
      running = null;
    }
  }

  function start(ids: ReadonlySet<string>): Promise<void> {
    const done = load(ids);
    running = { ids, done };
    return done;
  }

  function startNext(ids: ReadonlySet<string>): Promise<void> {
    next = null;
    return start(ids);
  }

  function join(ids: readonly string[]): Promise<void> {
    if (running === null) return start(new Set(ids));
    if (ids.every((id) => running?.ids.has(id) === true)) return running.done;
    if (next === null) {
      const joined = new Set<string>();
      const begin = (): Promise<void> => startNext(joined);
      next = { ids: joined, done: running.done.then(begin, begin) };
    }
    for (const id of ids) next.ids.add(id);
    return next.done;
  }

  return async (marketIds) => {
    const stale = marketIds.filter((id) => !isFresh(id));
    if (stale.length > 0) await join(stale);
    const known: Record<string, DecimalText> = {};
    for (const id of marketIds) {
      const price = prices.get(id)?.price;
      if (price !== undefined && price !== null) known[id] = price;
    }
    return known;
  };
}
