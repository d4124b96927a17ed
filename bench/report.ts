import { cpus, loadavg, totalmem } from 'node:os';
import Table from 'cli-table3';
import type { Block } from './fan-out/block.ts';
import type { BenchOptions } from './options.ts';
import { rounded } from './statistics.ts';
import type { Measured, Target } from './targets.ts';

export interface BenchReport extends Measured {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly options: Omit<BenchOptions, 'only' | 'out'> & { readonly only: readonly string[] };
  readonly targets: readonly Target[];
}

interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  /** How busy it was when the run began, over the last minute. */
  readonly load: number;
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: rounded(totalmem() / 2 ** 30),
  node: process.version,
  load: rounded(loadavg()[0] ?? 0),
});

export function blockInWords({ size, delayMs, floor, observe, live, liveOverFloor, coldLastMs, plain }: Block): string {
  const title = `${size} accounts, exchange delay ${delayMs} ms`;
  const ratio = liveOverFloor === null ? '' : `: live is ${liveOverFloor.p50} x the floor`;
  const table = new Table({
    head: ['', 'last, p50 ms', 'min', 'max', 'order p50', 'order p99', 'cpu ms worker', 'server', 'events', 'bytes'],
    style: { head: [], border: [] },
  });
  for (const [name, result] of Object.entries({ floor, observe, live })) {
    if (result === null) continue;
    const { lastMs, perOrderMs, cpuMsPerActor, historyPerIntent } = result;
    table.push([
      name,
      lastMs.p50,
      lastMs.min,
      lastMs.max,
      perOrderMs.p50,
      perOrderMs.p99,
      cpuMsPerActor.worker,
      cpuMsPerActor.server,
      historyPerIntent.events,
      historyPerIntent.bytes,
    ]);
  }
  if (plain !== null) {
    for (const [name, { lastMs, perOrderMs }] of Object.entries(plain)) {
      table.push([`ccxt ${name}`, lastMs, '', '', perOrderMs.p50, perOrderMs.p99, '', '', '', '']);
    }
  }
  const cold = coldLastMs === null ? [] : [`cold, each account reads its balance first: last after ${coldLastMs} ms`];
  return [`${title}${ratio}`, table.toString(), ...cold].join('\n');
}

export function restInWords({ fanOut, memory, up, targets }: BenchReport): string {
  const lines: string[] = [];
  if (fanOut !== null) {
    const { worker, server, simulator } = fanOut.residentMb;
    lines.push(`resident at the end: worker ${worker} MB, server ${server} MB, simulator ${simulator} MB`);
    if (fanOut.burst !== null) {
      const { live, floor } = fanOut.burst;
      lines.push(`sustained: live ${live.ordersPerSecond} orders/s, floor ${floor.ordersPerSecond}/s`);
    }
  }
  for (const { accounts, workerMb, serverMb, workerMbPerAccount } of memory ?? []) {
    const each = workerMbPerAccount === null ? '' : `, ${rounded(workerMbPerAccount)} MB an account in the worker`;
    lines.push(`${accounts} accounts cached: worker ${workerMb} MB, server ${serverMb} MB${each}`);
  }
  if (up !== null) {
    lines.push(`up --simulator ready: ${up.firstReadyMs} ms on a fresh home, ${up.warmReadyMs} ms on the same again`);
    lines.push(`status: ${up.statusMs} ms`);
  }
  const table = new Table({ head: ['target', 'promised', 'reached', ''], style: { head: [], border: [] } });
  for (const { name, target, reached, pass } of targets) table.push([name, target, reached, pass ? 'pass' : 'MISS']);
  return [...lines, table.toString()].join('\n');
}
