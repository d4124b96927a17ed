import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { ensureChromium } from '../../scripts/chromium.mjs';
import type { BenchContext } from '../stage.ts';
import type { Owner } from './owner.ts';

/** One open page of one signed-in person, in a browser profile of its own. */
export interface Dashboard {
  readonly path: string;
  /** From the navigation until its heading was there. */
  readonly openedMs: number;
  begin(): Promise<void>;
  read(): Promise<Probe>;
  /** What the trades on it say. */
  trades(): Promise<readonly string[]>;
  goTo(href: string, heading: string): Promise<number>;
  /** After a collection. */
  heapMb(): Promise<number>;
  readonly errors: readonly string[];
}

/** As `page-probe.js` keeps it; times in milliseconds. */
export interface Probe {
  readonly longTasksMs: readonly number[];
  readonly lagsMs: readonly number[];
  readonly eventsHeard: number;
  readonly arrivals: readonly (readonly [changeId: number, atMs: number])[];
  /** How often it was opened. */
  readonly streams: number;
  readonly shownAt: Readonly<Record<string, number>>;
  readonly settledAt: Readonly<Record<string, number>>;
}

export interface Dashboards {
  readonly all: readonly Dashboard[];
  /** Processor time so far, in milliseconds, by what the process is for. */
  cpuMs(): Promise<Readonly<Record<string, number>>>;
}

const probeFile = fileURLToPath(new URL('page-probe.js', import.meta.url));
const openWithinMs = 60_000;

/** Ends with the benchmark. */
export async function openDashboards(
  { env, endings }: BenchContext,
  owner: Owner,
  places: readonly { readonly path: string; readonly origin: string }[],
): Promise<Dashboards> {
  const executablePath = ensureChromium(env);
  if (executablePath === null) throw new Error('there is no Chromium: install it, or let CHROMIUM name it');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  endings.add(() => browser.close());
  const all: Dashboard[] = [];
  for (const { path, origin } of places) all.push(await openDashboard(browser, owner, path, origin));
  const whole = await browser.newBrowserCDPSession();
  return { all, cpuMs: () => cpuMsIn(whole) };
}

async function openDashboard(browser: Browser, owner: Owner, path: string, origin: string): Promise<Dashboard> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 800 } });
  const [name = '', value = ''] = owner.cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: origin }]);
  await context.addInitScript({ path: probeFile });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const startedAt = performance.now();
  await page.goto(path);
  await page.locator('main h1').first().waitFor({ timeout: openWithinMs });
  const openedMs = performance.now() - startedAt;
  return dashboardOf(page, await context.newCDPSession(page), { path, openedMs, errors });
}

function dashboardOf(
  page: Page,
  devtools: CDPSession,
  facts: Pick<Dashboard, 'path' | 'openedMs' | 'errors'>,
): Dashboard {
  const asked = <T>(expression: string): Promise<T> => page.evaluate<T>(`window.lockstepBench.${expression}`);
  return {
    ...facts,
    begin: () => asked('begin()'),
    read: () => asked('read()'),
    trades: () => asked('trades()'),
    goTo: (href, heading) => asked(`goTo(${JSON.stringify(href)}, ${JSON.stringify(heading)})`),
    heapMb: async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      return usedSize / 2 ** 20;
    },
  };
}

async function cpuMsIn(browser: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const spent: Record<string, number> = {};
  for (const { type, cpuTime } of processInfo) spent[type] = (spent[type] ?? 0) + cpuTime * 1_000;
  return spent;
}
