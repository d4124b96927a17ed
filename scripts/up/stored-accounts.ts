import type { AccountEntries, StoredAccount } from '../../store/account-entries.ts';

/** The accounts made or edited in the browser as they were at the last look, for callers that can't wait. */
export interface StoredAccounts {
  now(): readonly StoredAccount[];
  /** Looks now, instead of within seconds. */
  refresh(): Promise<void>;
  stop(): void;
}

const everyMs = 3_000;

/**
 * Looks now and every few seconds. Without the database, what was seen last holds.
 * @param onTrouble told once for each new trouble
 */
export async function watchStoredAccounts(
  entries: Pick<AccountEntries, 'list'>,
  onTrouble: (message: string) => void,
): Promise<StoredAccounts> {
  let seen: readonly StoredAccount[] = [];
  let told: string | null = null;
  let looks = 0;
  let shown = 0;
  const look = async (): Promise<void> => {
    const mine = (looks += 1);
    const found = await entries.list();
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
