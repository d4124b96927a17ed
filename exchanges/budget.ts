import { TokenBucket } from 'limiter';

/** Exits leave before entries, entries before looks after single orders and cancels, those before all other reads. */
export type Urgency = 'exit' | 'entry' | 'look' | 'read';

/**
 * What one address may ask of one exchange, shared by all accounts of a process. Whoever waits here holds nothing
 * that another account needs. Time is monotonic: the clock may step.
 */
export interface Budget {
  /** Null: the call can't leave within `waitMs`, and must not. What was granted must be given back when it is over. */
  take(urgency: Urgency, weight: number, waitMs: number): Promise<Permit | null>;
  /** The exchange refused the address: nothing leaves for so long, but exits, one at a time. */
  pause(ms: number): void;
  readonly isPaused: boolean;
}

export interface Permit {
  release(): void;
}

/** The part of everything that each urgency may spend; what it leaves is for the more urgent. */
const shares = { entry: 0.9, read: 0.8 };
const order: readonly Urgency[] = ['exit', 'entry', 'look', 'read'];
const longestTimerMs = 2_147_483_647;

interface Waiting {
  readonly weight: number;
  readonly resolve: (permit: Permit | null) => void;
  /** Set once it really waits. */
  timer: NodeJS.Timeout | null;
}

/** Never more than `weight` in any `perMs`: half of it may be spent at once, the other half comes back in that time. */
export function openBudget({ weight, perMs }: { readonly weight: number; readonly perMs: number }): Budget {
  const all = fullBucket(weight / 2, perMs);
  const entries = fullBucket((weight / 2) * shares.entry, perMs, all);
  const reads = fullBucket((weight / 2) * shares.read, perMs, entries);
  const bucketOf = { exit: all, entry: entries, look: reads, read: reads };
  const queues = {
    exit: new Set<Waiting>(),
    entry: new Set<Waiting>(),
    look: new Set<Waiting>(),
    read: new Set<Waiting>(),
  };
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  let exitsUnderWay = 0;
  let timer: NodeJS.Timeout | undefined;

  const permits = {
    exit: (): Permit => {
      let isOut = true;
      exitsUnderWay += 1;
      return {
        release() {
          if (!isOut) return;
          isOut = false;
          exitsUnderWay -= 1;
          serve();
        },
      };
    },
    other: (): Permit => ({ release: () => undefined }),
  };

  /** Milliseconds until a call of this weight may leave; 0: it has its tokens. Null: when another one is back. */
  function claim(urgency: Urgency, asked: number): number | null {
    const bucket = bucketOf[urgency];
    const pauseMs = pausedUntilMs - performance.now();
    if (pauseMs > 0 && urgency !== 'exit') return pauseMs;
    if (pauseMs > 0 && exitsUnderWay > 0) return null;
    const tokens = Math.min(asked, bucket.bucketSize);
    return bucket.tryRemoveTokens(tokens) ? 0 : Math.max(1, bucket.getWaitTime(tokens));
  }

  /** In order, until one has to wait: nobody overtakes, so a heavy call can't be starved by light ones. */
  function serve(): void {
    clearTimeout(timer);
    for (const urgency of order) {
      for (const waiting of queues[urgency]) {
        const waitMs = claim(urgency, waiting.weight);
        if (waitMs === null) return;
        if (waitMs > 0) {
          timer = setTimeout(serve, Math.min(waitMs, longestTimerMs));
          return;
        }
        queues[urgency].delete(waiting);
        if (waiting.timer !== null) clearTimeout(waiting.timer);
        waiting.resolve(urgency === 'exit' ? permits.exit() : permits.other());
      }
    }
  }

  return {
    take: (urgency, asked, waitMs) =>
      new Promise((resolve) => {
        if (urgency !== 'exit' && pausedUntilMs - performance.now() > waitMs) {
          resolve(null);
          return;
        }
        const waiting: Waiting = { weight: asked, resolve, timer: null };
        queues[urgency].add(waiting);
        serve();
        if (!queues[urgency].has(waiting)) return;
        waiting.timer = setTimeout(() => {
          queues[urgency].delete(waiting);
          resolve(null);
          serve();
        }, waitMs);
      }),
    get isPaused() {
      return performance.now() < pausedUntilMs;
    },
    pause(ms) {
      pausedUntilMs = Math.max(pausedUntilMs, performance.now() + ms);
      serve();
    },
  };
}

function fullBucket(size: number, perMs: number, parentBucket?: TokenBucket): TokenBucket {
  const bucket = new TokenBucket({
    bucketSize: size,
    tokensPerInterval: size,
    interval: perMs,
    ...(parentBucket !== undefined && { parentBucket }),
  });
  bucket.content = size;
  return bucket;
}
