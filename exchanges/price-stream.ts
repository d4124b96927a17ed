import type { MarketData, PriceListener } from './exchange.ts';

export interface PriceStreamOptions {
  /** From one poll's answer to the next poll; default 2 s. */
  readonly everyMs?: number;
}

interface Subscriber {
  readonly symbols: readonly string[];
  readonly onPrices: PriceListener;
}

/**
 * One poll for all who listen: the prices of everything anybody asked for, in one call. A poll that fails is told to
 * nobody. Nothing is asked while nobody listens, and no timer keeps a process from ending.
 */
export function openPriceStream(
  prices: MarketData['prices'],
  { everyMs = 2_000 }: PriceStreamOptions = {},
): MarketData['streamPrices'] {
  const subscribers = new Set<Subscriber>();
  let answeredAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  let isPolling = false;

  async function poll(): Promise<void> {
    timer = null;
    isPolling = true;
    const atMs = Date.now();
    const asked = [...subscribers];
    try {
      const known = await prices([...new Set(asked.flatMap(({ symbols }) => symbols))]);
      tell(asked, known, atMs);
    } catch {
      // Absence is all there is to tell; who waits for a price notices.
    } finally {
      isPolling = false;
      answeredAtMs = performance.now();
      schedule();
    }
  }

  function tell(asked: readonly Subscriber[], known: Readonly<Record<string, string>>, atMs: number): void {
    for (const subscriber of asked) {
      if (!subscribers.has(subscriber)) continue;
      const own = subscriber.symbols.flatMap((symbol) => {
        const price = known[symbol];
        return price === undefined ? [] : [[symbol, price] as const];
      });
      if (own.length === 0) continue;
      try {
        subscriber.onPrices(Object.fromEntries(own), atMs);
      } catch {
        // One listener's fault is its own: the others must hear.
      }
    }
  }

  function schedule(): void {
    if (subscribers.size === 0 || isPolling || timer !== null) return;
    const waitMs = Math.max(0, answeredAtMs + everyMs - performance.now());
    timer = setTimeout(() => void poll(), waitMs).unref();
  }

  return (symbols, onPrices) => {
    const subscriber = { symbols, onPrices };
    subscribers.add(subscriber);
    schedule();
    return () => {
      subscribers.delete(subscriber);
      if (subscribers.size > 0 || timer === null) return;
      clearTimeout(timer);
      timer = null;
    };
  };
}
