import Table from 'cli-table3';
import type { Spread } from '../statistics.ts';
import type { DashboardReport } from './dashboard-report.ts';

export function dashboardInWords(report: DashboardReport): string {
  const { intents, events, pages, memory, offline, cores, mainThread } = report;
  const table = new Table({
    head: ['page', 'opened ms', 'longest block', '> 50 ms', '> 200 ms', 'lag p99', 'events', 'heap MB', 'grown'],
    style: { head: [], border: [] },
  });
  for (const { path, openedMs, longestMs, above50, above200, lagP99Ms, events: heard, heapMb, heapGrowthMb } of pages)
    table.push([path, openedMs, longestMs, above50, above200, lagP99Ms, heard, heapMb, heapGrowthMb]);
  const { lost, repeated, outOfOrder, noted, cuts, resets, aSecond } = events;
  const errors = pages.flatMap((page) => page.errors.map((error) => `error on ${page.path}: ${error}`));
  return [
    `${report.accounts} accounts, ${intents.count} intents in ${report.lastedS} s, ${pages.length} dashboards; up ready after ${report.upReadyS} s`,
    `intents: sent late ${spread(intents.lateMs)}; answered ${spread(intents.answeredMs)}; ${intents.failures.length} failed`,
    ...intents.failures.slice(0, 3),
    `copied to all: ${spread(intents.copiedMs)}; first fifth ${intents.copiedFirstFifthMs ?? '?'}, last fifth ${intents.copiedLastFifthMs ?? '?'}; over ${intents.settledMs ?? 'more than 120000'} ms after the last`,
    `events: ${noted} noted (${aSecond}/s), ${lost} lost, ${repeated} repeated, ${outOfOrder} out of order after ${cuts} cuts, ${resets} resets`,
    table.toString(),
    ...errors.slice(0, 5),
    `a click: ${spread(report.clickMs)}; decision to page: ${spread(report.heardMs)}; trade shown: ${spread(report.shownMs)}; trade done: ${spread(report.settledShownMs)}`,
    `its network swallowed all for ${offline.seconds} s, it opened ${offline.streams} streams: ${offline.isAlike ? 'says the same as the others' : 'DIFFERS from the others'}`,
    `up: ${memory.overTime.map(({ atS, rssMb, collectedMb }) => `${Math.round(atS)} s ${Math.round(rssMb)}${collectedMb === null ? '' : `/${Math.round(collectedMb)}`}`).join(', ')} MB (resident/heap after a collection)`,
    `slope over the last three minutes: resident ${memory.rssSlope ?? '?'} MB/min, collected heap ${memory.collectedSlope ?? '?'} MB/min`,
    `cores: ${listed(cores)}`,
    `main thread of up: ${listed(mainThread)}`,
  ].join('\n');
}

const spread = (of: Spread | null): string => (of === null ? '?' : `p50 ${of.p50}, p99 ${of.p99}, max ${of.max} ms`);

const listed = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .filter(([, value]) => value >= 0.005)
    .sort(([, one], [, other]) => other - one)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
