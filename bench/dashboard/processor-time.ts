import { readdirSync, readFileSync } from 'node:fs';
import type { Dashboards } from './dashboards.ts';
import type { CpuProfile, ProfileNode } from './inspector.ts';
import type { Pids } from './installation.ts';

/** Milliseconds of processor time so far, by who spent them. */
export type Spent = Readonly<Record<string, number>>;

const msPerTick = 10;

/** By process, `up` by its threads, the browser by kinds of process. */
export async function processorTime({ up, temporal, simulator }: Pids, dashboards: Dashboards): Promise<Spent> {
  const { user, system } = process.cpuUsage();
  const chromium = await dashboards.cpuMs();
  return {
    ...prefixed('up, ', threadsOf(up)),
    'temporal server': total(threadsOf(temporal)),
    simulator: total(threadsOf(simulator)),
    ...prefixed('chromium ', chromium),
    'this benchmark': (user + system) / 1_000,
  };
}

export const spentSince = (before: Spent, now: Spent): Spent =>
  Object.fromEntries(Object.entries(now).map(([who, ms]) => [who, ms - (before[who] ?? 0)]));

const total = (spent: Spent): number => Object.values(spent).reduce((sum, ms) => sum + ms, 0);

const prefixed = (prefix: string, spent: Spent): Spent =>
  Object.fromEntries(Object.entries(spent).map(([name, ms]) => [`${prefix}${name}`, ms]));

/** Linux alone tells it thread by thread; elsewhere nothing is told. */
function threadsOf(pid: number): Spent {
  if (process.platform !== 'linux') return {};
  const spent: Record<string, number> = {};
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const stat = statOf(`/proc/${pid}/task/${thread}/stat`);
    if (stat === null) continue;
    const name = Number(thread) === pid ? 'main thread' : kindOf(stat.name);
    spent[name] = (spent[name] ?? 0) + stat.ticks * msPerTick;
  }
  return spent;
}

function statOf(file: string): { readonly name: string; readonly ticks: number } | null {
  try {
    const text = readFileSync(file, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      ticks: Number(fields[11]) + Number(fields[12]),
    };
  } catch {
    return null;
  }
}

/** Node names its own threads; the SDK's are Rust's. */
function kindOf(thread: string): string {
  if (thread === 'node') return 'workflow and pool threads';
  return /tokio|temporal|core/i.test(thread) ? 'temporal core' : thread;
}

const areas: readonly (readonly [area: string, file: RegExp])[] = [
  ['reading the accounts’ files', /\/config\//],
  ['API', /\/(server|scripts)\/|node_modules\/(fastify|@fastify|light-my-request|find-my-way|zod)\//],
  ['journal', /\/store\/|node_modules\/(kysely|libsql|@libsql)\//],
  ['worker', /\/(activities|workflows|workers|exchanges|domain)\/|node_modules\/(@temporalio|ccxt)\//],
];

/** Shares of the sampled time on the main thread, each sample counted where it comes from. */
export function sharesOf({ nodes, samples, timeDeltas }: CpuProfile): Readonly<Record<string, number>> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const areaOf = (node: ProfileNode): string => {
    const { functionName } = node.callFrame;
    if (['(idle)', '(garbage collector)', '(program)'].includes(functionName)) return functionName.slice(1, -1);
    for (let at: ProfileNode | undefined = node; at !== undefined; at = byId.get(parentOf.get(at.id) ?? -1)) {
      const { url } = at.callFrame;
      const found = areas.find(([, file]) => file.test(url));
      if (found !== undefined) return found[0];
    }
    return 'other';
  };
  const known = new Map(nodes.map((node) => [node.id, areaOf(node)]));
  const spent = new Map<string, number>();
  let all = 0;
  for (const [index, id] of samples.entries()) {
    const us = timeDeltas[index] ?? 0;
    const area = known.get(id) ?? 'other';
    spent.set(area, (spent.get(area) ?? 0) + us);
    all += us;
  }
  return Object.fromEntries([...spent].sort((a, b) => b[1] - a[1]).map(([area, us]) => [area, us / all]));
}
