import type { ActorMemory } from './actor-memory.ts';
import type { DashboardReport } from './dashboard/dashboard-report.ts';
import type { FanOutReport } from './fan-out/run.ts';
import { rounded } from './statistics.ts';
import type { UpTimes } from './up-and-status.ts';

/** Null: not asked for. */
export interface Measured {
  readonly fanOut: FanOutReport | null;
  readonly memory: readonly ActorMemory[] | null;
  readonly up: UpTimes | null;
  readonly dashboard: DashboardReport | null;
}

export interface Target {
  readonly name: string;
  readonly target: string;
  readonly reached: string;
  readonly pass: boolean;
}

/** What was promised, beside what this run reached. Nothing fails: a slow machine is no fault of the code. */
export function judge({ fanOut, memory, up, dashboard }: Measured): readonly Target[] {
  const targets: Target[] = [];
  const atMost = (name: string, value: number | null | undefined, most: number, unit: string): void => {
    if (value == null) return;
    targets.push({
      name,
      target: `at most ${most} ${unit}`,
      reached: `${rounded(value)} ${unit}`,
      pass: value <= most,
    });
  };
  for (const { size, delayMs, liveOverFloor, live, plain } of fanOut?.blocks ?? []) {
    const where = `${size} accounts, exchange ${delayMs} ms`;
    atMost(`live over floor, ${where}`, liveOverFloor?.p50, 1.25, 'x');
    if (size === 3 && delayMs === 0) atMost('3 accounts copied', live?.lastMs.p50, 60, 'ms');
    if (size === 300 && delayMs === 100 && live !== null && plain !== null) {
      const times = plain.oneAfterTheOther.lastMs / live.lastMs.p50;
      const reached = `${rounded(times)} x faster`;
      targets.push({ name: `sequential loop, ${where}`, target: 'at least 8 x faster', reached, pass: times >= 8 });
    }
  }
  atMost('worker memory per cached account', memory?.at(-1)?.workerMbPerAccount, 0.2, 'MB');
  atMost('up --simulator ready, warm', up?.warmReadyMs, 10_000, 'ms');
  atMost('status answers', up?.statusMs, 1_000, 'ms');
  if (dashboard !== null) {
    const { intents, events, longestBlockMs, clickMs, offline, memory: upMemory } = dashboard;
    atMost('dashboards, longest block of a main thread', longestBlockMs, 200, 'ms');
    atMost('dashboards, a click, p99', clickMs?.p99, 1_000, 'ms');
    atMost('events lost, repeated or out of order', events.lost + events.repeated + events.outOfOrder, 0, '');
    atMost('intents that failed', intents.failures.length, 0, '');
    atMost('intents copied to all, last fifth', intents.copiedLastFifthMs, 10_000, 'ms');
    atMost('heap of up after a collection', upMemory.collectedSlope, 1, 'MB/min more');
    atMost('overviews that differ after one was offline', offline.isAlike ? 0 : 1, 0, '');
  }
  return targets;
}
