import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Environment } from '../config/environment.ts';
import type { BenchContext } from './stage.ts';
import { median, rounded } from './statistics.ts';

export interface UpTimes {
  /** From the command until `ready`: on a fresh home, and once more on the same one. */
  readonly firstReadyMs: number;
  readonly warmReadyMs: number;
  /** `npm run -s lockstep -- status`, npm included. */
  readonly statusMs: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const readyWithinMs = 120_000;
const statusRuns = 5;

export async function measureUp(context: BenchContext): Promise<UpTimes> {
  const home = mkdtempSync(join(tmpdir(), 'lockstep-bench-up-'));
  context.endings.add(() => {
    rmSync(home, { recursive: true, force: true });
  });
  const env = { ...context.env, LOCKSTEP_HOME: home };
  const firstReadyMs = await whileUp(context, env, () => Promise.resolve());
  const statusTimes: number[] = [];
  const warmReadyMs = await whileUp(context, env, async () => {
    await status(env);
    for (let run = 0; run < statusRuns; run += 1) statusTimes.push(await status(env));
  });
  return { firstReadyMs, warmReadyMs, statusMs: median(statusTimes) };
}

/** @returns how long it took until ready */
async function whileUp({ endings }: BenchContext, env: Environment, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const up = spawn(
    process.execPath,
    ['scripts/lockstep.mjs', 'up', '--simulator', '--temporal-port', '0', '--ui-port', '0'],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(up, 'exit');
  const stop = async (): Promise<void> => {
    up.kill('SIGTERM');
    await exited;
  };
  endings.add(stop);
  const tooEarly = exited.then(() => Promise.reject(new Error('"up" ended before it was ready')));
  await Promise.race([readyLine(up.stdout), tooEarly]);
  tooEarly.catch(() => undefined);
  const readyMs = rounded(performance.now() - startedAt);
  await work();
  await stop();
  return readyMs;
}

function readyLine(output: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      reject(new Error(`"up" was not ready within ${readyWithinMs / 1_000} s`));
    }, readyWithinMs);
    createInterface({ input: output }).on('line', (line) => {
      if (line !== 'ready') return;
      clearTimeout(giveUp);
      resolve();
    });
  });
}

async function status(env: Environment): Promise<number> {
  const startedAt = performance.now();
  await promisify(execFile)('npm', ['run', '-s', 'lockstep', '--', 'status'], { cwd: root, env });
  return performance.now() - startedAt;
}
