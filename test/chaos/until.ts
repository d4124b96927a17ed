import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, bounded. @returns false: not in time */
export async function comesTrue(condition: () => Promise<boolean>, withinMs: number, everyMs = 200): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(everyMs);
  }
  return true;
}

/** Tries again until it works: what it asks may be dead for a moment. @throws what the last try threw */
export async function insist<T>(act: () => Promise<T>, withinMs = 60_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(150);
    }
  }
}
