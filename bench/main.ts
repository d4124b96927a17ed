import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilSignal } from '../scripts/up/until-signal.ts';
import { measureActorMemory } from './actor-memory.ts';
import { dashboardInWords } from './dashboard/dashboard-in-words.ts';
import { measureDashboard } from './dashboard/run.ts';
import { createEndings } from './endings.ts';
import { measureFanOut } from './fan-out/run.ts';
import { readOptions, type Part } from './options.ts';
import { blockInWords, machine, restInWords, type BenchReport } from './report.ts';
import type { BenchContext } from './stage.ts';
import { judge } from './targets.ts';
import { measureUp } from './up-and-status.ts';

const fanOutParts: readonly Part[] = ['floor', 'observe', 'live', 'cold', 'burst', 'plain'];

async function run(context: BenchContext): Promise<void> {
  const { options } = context;
  const startedAt = new Date().toISOString();
  const began = { startedAt, machine: machine() };
  const fanOut = fanOutParts.some((part) => options.only.has(part))
    ? await measureFanOut(context, (block) => {
        console.log(blockInWords(block));
      })
    : null;
  const memory = options.only.has('memory') ? await measureActorMemory(context) : null;
  const up = options.only.has('up') ? await measureUp(context) : null;
  const dashboard = options.only.has('dashboard') ? await measureDashboard(context) : null;
  if (dashboard !== null) console.log(dashboardInWords(dashboard));
  const { only, out: _, ...used } = options;
  const report: BenchReport = {
    ...began,
    options: { ...used, only: [...only] },
    fanOut,
    memory,
    up,
    dashboard,
    targets: judge({ fanOut, memory, up, dashboard }),
  };
  console.log(restInWords(report));
  const isDashboardAlone = only.size === 1 && dashboard !== null;
  const name = isDashboardAlone ? 'dashboard' : startedAt.slice(0, 19).replaceAll(':', '');
  const out = options.out ?? fileURLToPath(new URL(`results/${name}.json`, import.meta.url));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`stored in ${out}`);
}

const endings = createEndings();
const interrupted = untilSignal().then((signal) => {
  // What is under way fails in its own ways while everything it stands on is ended.
  process.on('uncaughtException', () => undefined);
  throw new Error(`ended by ${signal}`);
});
try {
  const options = readOptions(process.argv.slice(2));
  await Promise.race([run({ env: process.env, options, endings }), interrupted]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await endings.end();
}
process.exit();
