/** Something in the database as it was at the last look, for callers that can't wait. */
export interface Watched<T> {
  now(): T;
  /** Looks now, instead of within seconds. */
  refresh(): Promise<void>;
  stop(): void;
}

const everyMs = 3_000;

/**
 * Looks now and every few seconds. Without the database, what was seen last holds.
 * @param first as long as nothing was seen
 * @param onTrouble told once for each new trouble
 */
export async function watchStored<T>(
  read: () => Promise<T>,
  first: T,
  onTrouble: (message: string) => void,
): Promise<Watched<T>> {
  let seen = first;
  let told: string | null = null;
  let looks = 0;
  let shown = 0;
  const look = async (): Promise<void> => {
    const mine = (looks += 1);
    const found = await read();
    // One that began earlier and ended later is old news.
    if (mine < shown) return;
    [seen, shown, told] = [found, mine, null];
  };
  const lookAndTell = (): Promise<void> =>
    look().catch((error: unknown) => {
      const { message } = error as Error;
      if (message !== told) onTrouble(message);
      told = message;
    });
  await lookAndTell();
  const timer = setInterval(() => void lookAndTell(), everyMs);
  timer.unref();
  return {
    now: () => seen,
    refresh: look,
    stop: () => {
      clearInterval(timer);
    },
  };
}
