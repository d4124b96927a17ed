import { rounded, spreadOrNull } from '../statistics.ts';
import type { Heard } from './cut-listener.ts';
import type { DashboardReport, PageReport } from './dashboard-report.ts';
import type { Dashboard, Dashboards, Probe } from './dashboards.ts';
import type { Installation } from './installation.ts';
import type { IntentsSent } from './intents.ts';
import { compare, type Noted } from './journaled.ts';
import { slopePerMinute, type MemoryAt } from './memory-over-time.ts';
import type { Spent } from './processor-time.ts';

/** All that one run has seen. */
export interface Seen {
  readonly up: Pick<Installation, 'accountIds' | 'readyMs'>;
  readonly opened: Pick<Dashboards, 'all'>;
  readonly openedHeapsMb: readonly number[];
  readonly heapsMb: readonly number[];
  readonly sent: IntentsSent;
  readonly memory: readonly MemoryAt[];
  readonly collectedAtEndMb: number;
  readonly shares: Readonly<Record<string, number>>;
  readonly clicks: readonly number[];
  readonly offline: number;
  readonly lastedMs: number;
  readonly spent: Spent;
  readonly settledMs: number | null;
  readonly noted: readonly Noted[];
  readonly heard: Heard;
  /** How many different things the overviews said in the end. */
  readonly shown: number;
  readonly probes: readonly Probe[];
}

const slopeOverS = 180;

export function summed(seen: Seen): DashboardReport {
  const { up, opened, sent, memory, lastedMs, noted, heard, probes } = seen;
  const times = timesOf(noted);
  const copied = sent.ids.flatMap((id) => difference(sent.dueAtMs.get(id), times.lastDecision.get(id)));
  const fifth = Math.max(1, Math.floor(copied.length / 5));
  const pages = opened.all.map((dashboard, index) => pageReport(dashboard, index, seen));
  const fromS = lastedMs / 1_000 - slopeOverS;
  const lastHeard = noted.at(-1)?.changeId ?? 0;
  return {
    upReadyS: rounded(up.readyMs / 1_000),
    accounts: up.accountIds.length,
    lastedS: rounded(lastedMs / 1_000),
    intents: {
      count: sent.ids.length,
      failures: sent.failures,
      lateMs: sent.lateMs,
      answeredMs: sent.answeredMs,
      copiedMs: spreadOrNull(copied),
      copiedFirstFifthMs: spreadOrNull(copied.slice(0, fifth))?.p50 ?? null,
      copiedLastFifthMs: spreadOrNull(copied.slice(-fifth))?.p50 ?? null,
      settledMs: seen.settledMs === null ? null : rounded(seen.settledMs),
    },
    events: {
      ...compare(
        noted,
        heard.ids.filter((id) => id <= lastHeard),
      ),
      aSecond: rounded(noted.length / (lastedMs / 1_000)),
      cuts: heard.cuts,
      resets: heard.resets,
    },
    pages,
    longestBlockMs: Math.max(...pages.map(({ longestMs }) => longestMs)),
    clickMs: spreadOrNull(seen.clicks),
    heardMs: spreadOrNull(
      online(probes).flatMap(({ arrivals }) =>
        arrivals.flatMap(([changeId, atMs]) => difference(times.change.get(changeId), atMs)),
      ),
    ),
    shownMs: spreadOrNull(untilShown(probes, times.intent, 'shownAt')),
    settledShownMs: spreadOrNull(untilShown(probes, times.lastDecision, 'settledAt')),
    offline: {
      seconds: seen.offline / 1_000,
      streams: probes[0]?.streams ?? 0,
      isAlike: seen.shown === 1,
    },
    memory: {
      overTime: memory,
      rssSlope: slopePerMinute(memory, ({ rssMb }) => rssMb, fromS),
      collectedSlope: slopePerMinute(memory, ({ collectedMb }) => collectedMb, fromS),
      collectedAtEndMb: rounded(seen.collectedAtEndMb),
    },
    cores: roundedAll(seen.spent, (ms) => ms / lastedMs),
    mainThread: roundedAll(seen.shares, (share) => share),
  };
}

/** The first dashboard is offline for a while: its delays are not the server's. */
const online = (probes: readonly Probe[]): readonly Probe[] => probes.slice(1);

function untilShown(
  probes: readonly Probe[],
  from: ReadonlyMap<string, number>,
  at: 'shownAt' | 'settledAt',
): readonly number[] {
  // A page that is opened later shows older trades at once: what is walked through does not count.
  const staying = online(probes).slice(0, -1);
  return staying.flatMap((probe) => Object.entries(probe[at]).flatMap(([id, atMs]) => difference(from.get(id), atMs)));
}

interface Times {
  readonly change: ReadonlyMap<number, number>;
  readonly intent: ReadonlyMap<string, number>;
  readonly lastDecision: ReadonlyMap<string, number>;
}

function timesOf(noted: readonly Noted[]): Times {
  const ofKind = (kind: string): readonly (readonly [string, number])[] =>
    noted.flatMap((one) => (one.kind === kind && one.intentId !== null ? [[one.intentId, one.atMs] as const] : []));
  return {
    change: new Map(noted.map(({ changeId, atMs }) => [changeId, atMs])),
    intent: new Map([...ofKind('intent')].reverse()),
    lastDecision: new Map(ofKind('decision')),
  };
}

function pageReport(dashboard: Dashboard, index: number, { probes, heapsMb, openedHeapsMb }: Seen): PageReport {
  const { path, openedMs, errors } = dashboard;
  const probe = probes[index];
  const longTasks = probe?.longTasksMs ?? [];
  const heapMb = heapsMb[index] ?? 0;
  return {
    path,
    openedMs: rounded(openedMs),
    longestMs: rounded(Math.max(0, ...longTasks)),
    above50: longTasks.length,
    above200: longTasks.filter((ms) => ms > 200).length,
    lagP99Ms: spreadOrNull(probe?.lagsMs ?? [])?.p99 ?? 0,
    events: probe?.eventsHeard ?? 0,
    heapMb: rounded(heapMb),
    heapGrowthMb: rounded(heapMb - (openedHeapsMb[index] ?? 0)),
    errors,
  };
}

const difference = (from: number | undefined, to: number | undefined): readonly number[] =>
  from === undefined || to === undefined ? [] : [Math.max(0, to - from)];

const roundedAll = (values: Readonly<Record<string, number>>, change: (value: number) => number) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(change(value) * 1_000) / 1_000]));
