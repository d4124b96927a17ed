import type { TestProject } from 'vitest/node';
import { chromiumHint, ensureChromium } from '../../scripts/chromium.mjs';
import { builtWebDir } from '../../scripts/web-build.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program; null: none on this machine, the browser's tests are skipped. */
    chromium: string | null;
  }
}

/** A browser and the built dashboard are there before any test's time begins. */
export default async function setup({ provide }: TestProject): Promise<void> {
  const chromium = ensureChromium(process.env);
  provide('chromium', chromium);
  if (chromium !== null) {
    if ((await builtWebDir()) === null) throw new Error('the dashboard could not be built');
    return;
  }
  if (process.env['CI'] === 'true') throw new Error(`Chromium is missing: ${chromiumHint}`);
  console.error(`SKIPPED: tests in the browser (no Chromium on this machine: ${chromiumHint})`);
}
