import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import PQueue from 'p-queue';
import { accountWorkflowId, masterWorkflowId } from '../../domain/ids.ts';
import { createEndings, type Endings } from '../../bench/endings.ts';
import { machine } from '../../bench/report.ts';
import { untilSignal } from '../../scripts/up/until-signal.ts';
import { readOptions, type ChaosOptions } from './options.ts';
import { planFor } from './plan.ts';
import { recordHistories } from './record.ts';
import { planInWords, seedInWords, summaryInWords } from './report.ts';
import { masterOf } from './accounts.ts';
import { keepHistories } from './histories.ts';
import { runSeed, type SeedHooks } from './run-seed.ts';
import type { SeedRun } from './seed-result.ts';

async function run(options: ChaosOptions, endings: Endings): Promise<boolean> {
  const { accounts, intents, driveMs } = options;
  if (options.isPlanOnly) {
    for (const seed of options.seeds) console.log(planInWords(planFor({ seed, accounts, intents, driveMs })));
    return true;
  }
  if (options.isRecording) {
    const result = await recordHistories(process.env, { endings, tell: tellOf(0) });
    console.log(seedInWords(result, options));
    const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run', 'test/workflows/replay.test.ts'], {
      env: { ...process.env, RECORD_HISTORIES: 'true' },
      timeout: 300_000,
    });
    console.log(stdout);
    return result.verdict === 'pass';
  }
  const startedAt = new Date().toISOString();
  const out =
    options.out ??
    fileURLToPath(new URL(`results/${startedAt.slice(0, 19).replaceAll(':', '')}.jsonl`, import.meta.url));
  mkdirSync(dirname(out), { recursive: true });
  const runs: SeedRun[] = [];
  const queue = new PQueue({ concurrency: options.parallel });
  await queue.addAll(
    options.seeds.map((seed) => async () => {
      const began = { startedAt: new Date().toISOString(), machine: machine() };
      const tell = options.isVerbose ? tellOf(seed) : undefined;
      const one = await runSeed(
        process.env,
        { seed, accounts, intents, driveMs },
        {
          endings,
          ...(tell && { tell }),
          keep: options.keep,
          ...(options.keep !== null && { inspect: keepIn(options.keep, seed) }),
        },
      );
      runs.push(one);
      appendFileSync(out, `${JSON.stringify({ ...one.result, ...began })}\n`);
      console.log(seedInWords(one.result, options));
    }),
  );
  console.log(summaryInWords(runs));
  console.log(`stored in ${out}`);
  return runs.every(({ result }) => result.verdict === 'pass');
}

/** For a look at what an account went through. */
const keepIn =
  (directory: string, seed: number): SeedHooks['inspect'] =>
  async ({ client }, differences) => {
    if (differences.length === 0) return;
    const odd = new Set(differences.flatMap((what) => what.match(/chaos_\d+/g) ?? []));
    await keepHistories(client, [...odd].map(accountWorkflowId), directory, `seed-${String(seed)}`);
    const masters = Array.from({ length: mastersKept }, (_, group) => masterWorkflowId(masterOf(group)));
    await keepHistories(client, masters, directory, `seed-${String(seed)}`).catch(() => undefined);
  };
const mastersKept = 20;
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

const tellOf =
  (seed: number) =>
  (line: string): void => {
    console.error(`seed ${String(seed)}: ${line}`);
  };

const endings = createEndings();
const interrupted = untilSignal().then((signal) => {
  // What is under way fails in its own ways while everything it stands on is ended.
  process.on('uncaughtException', () => undefined);
  process.on('unhandledRejection', () => undefined);
  throw new Error(`ended by ${signal}`);
});
try {
  const passed = await Promise.race([run(readOptions(process.argv.slice(2)), endings), interrupted]);
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await endings.end();
}
process.exit();
