import { setTimeout as delay } from 'node:timers/promises';
import { simulatorControl } from '../../simulator/control-client.ts';
import type { TradeView } from '../../server/lockstep.ts';
import { startTcpProxy, type TcpProxy } from '../../test/support/tcp-proxy.ts';
import { price, symbol, type BenchContext } from '../stage.ts';
import { cutListener } from './cut-listener.ts';
import { openDashboards, type Dashboard, type Dashboards } from './dashboards.ts';
import type { DashboardReport } from './dashboard-report.ts';
import { startInstallation, type Installation } from './installation.ts';
import { sendIntents } from './intents.ts';
import { changesNoted } from './journaled.ts';
import { memoryOverTime } from './memory-over-time.ts';
import { firstOwner, type Owner } from './owner.ts';
import { processorTime, sharesOf, spentSince } from './processor-time.ts';
import { summed } from './summed.ts';

const warmUpId = 'bench-0000';
const settledWithinMs = 120_000;
const offlineForMs = 20_000;
const profiledForMs = 10_000;
const clickEveryMs = 2_000;
const pathsFor = (accountId: string): readonly string[] => [
  '/',
  '/',
  '/accounts',
  `/accounts/${accountId}`,
  '/trades',
  '/accounts',
  `/trades/${warmUpId}`,
  '/trades',
  '/',
];
const walk = [
  ['/accounts', 'Accounts'],
  ['/trades', 'Trades'],
  ['/', 'Overview'],
] as const;

/** A real `up` with a crowd of accounts, a real browser with dashboards, and intents at a fixed rate. */
export async function measureDashboard(context: BenchContext): Promise<DashboardReport> {
  const { accounts, liveAccounts, seconds, everyMs, dashboards: pages } = context.options.dashboard;
  const say = (text: string): void => {
    console.error(text);
  };
  const up = await startInstallation(context, accounts);
  say(`up is ready with ${accounts} accounts after ${Math.round(up.readyMs / 1_000)} s`);
  await simulatorControl(up.simulatorUrl).setPrice(symbol, price);
  const owner = await firstOwner(up.apiUrl, up.firstOwnerLink);
  for (const accountId of up.accountIds.slice(0, liveAccounts))
    await owner.ask('PUT', `/accounts/${accountId}/mode`, { mode: 'live', confirm: accountId });
  await warmUp(owner);

  const paths = pathsFor(up.accountIds[0] ?? '');
  // The last one is walked through; it begins on the overview.
  const direct = new URL(owner.apiUrl);
  const wire = await startTcpProxy(Number(direct.port));
  context.endings.add(() => wire.close());
  const places = Array.from({ length: pages }, (_, index) => ({
    path: index === pages - 1 ? '/' : (paths[index % paths.length] ?? '/'),
    origin: index === 0 ? `http://127.0.0.1:${wire.port}` : direct.origin,
  }));
  const opened = await openDashboards(context, owner, places);
  const openedHeapsMb = await heaps(opened);
  say(`${pages} dashboards are open; ${seconds} s begin`);

  const listener = cutListener(owner);
  const firstPlace = await listener.startedAt;
  for (const dashboard of opened.all) await dashboard.begin();
  const spentBefore = await processorTime(up.pids, opened);
  const startedAt = performance.now();
  const over = new AbortController();
  const [sent, memory, profile, clicks, offline] = await Promise.all([
    sendIntents(owner, { count: Math.round((seconds * 1_000) / everyMs), everyMs, price }).finally(() => {
      over.abort();
    }),
    memoryOverTime(up.inspector, Math.min(30_000, seconds * 100), over.signal),
    delay(seconds * 400).then(() => up.inspector.profile(Math.min(profiledForMs, seconds * 200))),
    clickThrough(opened.all.at(-1), over.signal),
    swallowForAWhile(wire, seconds),
  ]);
  const lastedMs = performance.now() - startedAt;
  const spent = spentSince(spentBefore, await processorTime(up.pids, opened));
  say('all is sent; what is still under way comes to its end');
  const settledMs = await untilSettled(owner, up, sent.ids.at(-1) ?? warmUpId);
  const noted = changesNoted(up.journalFile, firstPlace);
  const heard = await listener.stopAfter(noted.at(-1)?.changeId ?? firstPlace, 30_000);
  const shown = await untilAlike(opened.all);
  const probes = await Promise.all(opened.all.map((dashboard) => dashboard.read()));
  return summed({
    up,
    opened,
    openedHeapsMb,
    heapsMb: await heaps(opened),
    sent,
    memory,
    collectedAtEndMb: await up.inspector.collectedHeapMb(),
    shares: sharesOf(profile),
    clicks,
    offline,
    lastedMs,
    spent,
    settledMs,
    noted: noted.filter(({ changeId }) => changeId <= (noted.at(-1)?.changeId ?? 0)),
    heard,
    shown,
    probes,
  });
}

const heaps = (opened: Dashboards): Promise<readonly number[]> =>
  Promise.all(opened.all.map((dashboard) => dashboard.heapMb()));

/** Each account reads its balance and market rules before its first decision. */
async function warmUp(owner: Owner): Promise<void> {
  const masterFill = { quantity: '0.01', averagePrice: price };
  const shared = { intentId: warmUpId, symbol, masterFill, masterEquityBefore: '30000' };
  await owner.ask('POST', '/intents', { ...shared, kind: 'entry', side: 'buy' });
  if ((await untilDecided(owner, warmUpId)) === null)
    throw new Error('the first intent is not decided by every account');
}

/** @returns null: not within that time */
async function untilDecided(owner: Owner, intentId: string): Promise<number | null> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < settledWithinMs) {
    const { trades } = await owner.ask<{ trades: readonly TradeView[] }>('GET', '/trades?limit=5');
    const accounts = trades.find((trade) => trade.intentId === intentId)?.accounts ?? [];
    if (accounts.length > 0 && accounts.every(({ outcome }) => outcome !== 'pending' && outcome !== 'unknown'))
      return performance.now() - startedAt;
    await delay(250);
  }
  return null;
}

/** Decided, and nothing more is written for a while. */
async function untilSettled(owner: Owner, up: Installation, intentId: string): Promise<number | null> {
  const startedAt = performance.now();
  if ((await untilDecided(owner, intentId)) === null) return null;
  const decidedMs = performance.now() - startedAt;
  for (let before = -1; ;) {
    const last = changesNoted(up.journalFile, 0).length;
    if (last === before) return decidedMs;
    before = last;
    await delay(2_000);
  }
}

/** Somebody goes from page to page all the time. */
async function clickThrough(dashboard: Dashboard | undefined, signal: AbortSignal): Promise<readonly number[]> {
  const took: number[] = [];
  for (let click = 0; !signal.aborted && dashboard !== undefined; click += 1) {
    const [href, heading] = walk[click % walk.length] ?? walk[0];
    took.push(await dashboard.goTo(href, heading));
    await delay(clickEveryMs, undefined, { signal }).catch(() => undefined);
  }
  await dashboard?.goTo('/', 'Overview');
  return took;
}

/** In the middle of the run, as a network does that is lost without a word: what it swallowed stays lost. */
async function swallowForAWhile(wire: TcpProxy, seconds: number): Promise<number> {
  const forMs = Math.min(offlineForMs, seconds * 300);
  await delay(seconds * 500);
  wire.swallow();
  await delay(forMs);
  wire.restore();
  return forMs;
}

/** How many different things the overviews say of the latest trades in the end: one when all agree. */
async function untilAlike(dashboards: readonly Dashboard[]): Promise<number> {
  const giveUpAt = performance.now() + 60_000;
  const overviews = dashboards.filter(({ path }) => path === '/');
  for (;;) {
    const texts = await Promise.all(overviews.map((dashboard) => dashboard.trades()));
    const different = new Set(texts.map((text) => text.join('\n'))).size;
    if (different === 1 || performance.now() > giveUpAt) return different;
    await delay(500);
  }
}
