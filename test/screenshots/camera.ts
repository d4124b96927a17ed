import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Shot, Told } from './shots.ts';
import { until } from './until.ts';

export const themes = ['light', 'dark'] as const;
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
type Size = keyof typeof sizes;
const patienceMs = 30_000;
/** Frames after which a chart shows what it was given. */
const drawnWithin = 4;

export interface Scene {
  readonly url: string;
  readonly told: Told;
  /** Whose cookies a page starts with. */
  readonly cookieOf: (who: Shot['who']) => string;
  readonly folder: string;
}

/** Takes the page in both themes, and tells each file it wrote. */
export async function take(browser: Browser, scene: Scene, shot: Shot, onlySizes?: readonly Size[]): Promise<void> {
  const wanted: readonly Size[] = shot.isForPhones === true ? ['desk', 'phone'] : ['desk'];
  for (const size of onlySizes ?? wanted)
    for (const theme of themes) {
      const name = `${shot.name}${size === 'phone' ? '-phone' : ''}-${theme}.png`;
      const context = await openContext(browser, scene, shot, { size, theme });
      await takeOne(context, scene, shot, join(scene.folder, name)).finally(() => context.close());
      console.log(`${name}  ${Math.ceil(statSync(join(scene.folder, name)).size / 1_000)} kB`);
    }
}

async function openContext(
  browser: Browser,
  { url, cookieOf }: Scene,
  { who, height }: Shot,
  { size, theme }: { readonly size: Size; readonly theme: (typeof themes)[number] },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: height === undefined ? sizes[size] : { ...sizes[size], height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(patienceMs);
  const [name = '', value = ''] = cookieOf(who).split('=', 2);
  if (name !== '') await context.addCookies([{ name, value, url }]);
  return context;
}

async function takeOne(context: BrowserContext, { url, told }: Scene, shot: Shot, path: string): Promise<void> {
  const page = await context.newPage();
  await shot.arrange?.(page);
  await page.goto(`${url}${typeof shot.path === 'string' ? shot.path : shot.path(told)}`);
  await shot.prepare?.(page);
  await shot.shown(page).waitFor();
  if (shot.arrange === undefined) await allIsThere(page);
  if (shot.isWindow !== true) await makeRoom(page);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}

/** Nothing is being loaded any more, and what was drawn last is on the screen. */
async function allIsThere(page: Page): Promise<void> {
  const waiting = page.locator('.mantine-Skeleton-root, .mantine-Loader-root');
  await until('the page to have all it shows', async () => (await waiting.count()) === 0);
  await page.evaluate(`document.fonts.ready.then(() => undefined)`);
  for (let frame = 0; frame < drawnWithin; frame += 1)
    await page.evaluate(`new Promise((drawn) => requestAnimationFrame(() => drawn()))`);
}

/** The window grows to the page, so that what stays in place while scrolling is drawn once, at its place. */
async function makeRoom(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? sizes.desk.width;
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.max(height, sizes.desk.height) });
  await allIsThere(page);
}
