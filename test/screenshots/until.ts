import { setTimeout as pause } from 'node:timers/promises';

/** @throws after two minutes */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endAtMs = Date.now() + 120_000;
  while (!(await isSo())) {
    if (Date.now() > endAtMs) throw new Error(`waited in vain for ${what}`);
    await pause(300);
  }
}
