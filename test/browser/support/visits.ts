import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { listenTo, type Heard } from './heard.ts';

/** One person's browser, with a page. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything the server has told this page so far: each answer of the API, and each event of the live stream. */
  heard(): Promise<readonly Heard[]>;
  /** What the browser complains of in this journey on purpose, such as an answer with status 404. */
  expectComplaint(complaint: RegExp): void;
}

export interface Visits {
  /** Nobody is signed in there. */
  open(options?: BrowserContextOptions): Promise<Visit>;
}

interface Watched extends Visit {
  readonly complaints: string[];
  readonly expected: RegExp[];
}

const patienceMs = 20_000;

/** Where tests in a browser can run. */
export const hasBrowser = (): boolean => inject('chromium') !== null;

/**
 * One browser for the test file; a visit opened in a test ends with it. An error in a page or in its console fails the
 * test it happens in; a test that fails leaves a picture of each page, and tells where.
 */
export function visits(): Visits {
  let browser: Browser | null = null;
  const watched = new Set<Watched>();
  let standing: ReadonlySet<Watched> = new Set();
  beforeAll(async () => {
    const executablePath = inject('chromium');
    if (executablePath !== null) browser = await launch(executablePath);
  });
  beforeEach(() => {
    standing = new Set(watched);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await takePictures([...watched], task.name);
    const unexpected = [...watched].flatMap(({ complaints, expected }) =>
      complaints.splice(0).filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
    );
    for (const { expected } of watched) expected.length = 0;
    await Promise.all([...watched].filter((visit) => !standing.has(visit)).map(({ context }) => context.close()));
    expect(unexpected, 'errors in the page').toEqual([]);
  });
  afterAll(() => browser?.close());
  return {
    open: async (options = {}) => {
      if (browser === null) throw new Error('there is no browser');
      const visit = await openVisit(browser, options);
      watched.add(visit);
      visit.context.once('close', () => watched.delete(visit));
      return visit;
    },
  };
}

const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    // Chromium's sandbox refuses to start for root, as in most containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

async function openVisit(browser: Browser, options: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  const heard = await listenTo(page);
  return { page, context, heard, complaints, expected, expectComplaint: (complaint) => expected.push(complaint) };
}

async function takePictures(visited: readonly Visit[], test: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-browser-failure-'));
  for (const [index, { page }] of visited.entries()) {
    const path = join(folder, `${index}.png`);
    await page.screenshot({ path }).then(
      () => console.error(`"${test}" failed at ${page.url()}; the page is in ${path}`),
      () => undefined,
    );
  }
}
