import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What happens meanwhile is seen by the page as it stands: it was neither loaded again nor left. */
export async function withoutReload<T>(page: Page, work: () => Promise<T>): Promise<T> {
  await page.evaluate('globalThis.isStillTheSame = true');
  const result = await work();
  expect(await page.evaluate('globalThis.isStillTheSame')).toBe(true);
  return result;
}
