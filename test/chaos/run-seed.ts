import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import type { Endings } from '../../bench/endings.ts';
import { accountWorkflowId, masterWorkflowId } from '../../domain/ids.ts';
import { masterOf } from './accounts.ts';
import { settle } from './calm.ts';
import { openCast } from './cast.ts';
import { drive } from './drive.ts';
import { newNotes } from './notes.ts';
import { gather } from './evidence.ts';
import { stuckAccounts, tradeOnceMore } from './last-round.ts';
import { planFor } from './plan.ts';
import type { Plan, PlanOptions } from './plan-types.ts';
import { unreplayable } from './replays.ts';
import { openStage, type Stage } from './stage.ts';
import { readTimings } from './timings.ts';
import { judge } from './verdict.ts';
import { countsOf, unknowns, type SeedResult, type SeedRun } from './seed-result.ts';

export interface SeedHooks {
  /** What has to be ended when the run is interrupted. */
  readonly endings?: Endings;
  /** Hears what is being done. */
  readonly tell?: (line: string) => void;
  /** A directory for what may help to understand a failure. */
  readonly keep?: string | null;
  /** Events after which a history goes on in a new run: soon, so that faults meet it. */
  readonly longestHistory?: number;
  /** Sees the stage before it is cleared away, and what differs. */
  readonly inspect?: ((stage: Stage, differences: readonly string[]) => Promise<void>) | undefined;
}

/** Fewer than these, and a seed that passes says nothing. */
const leastOrdersPerIntent = 0.25;

/** Runs one seed from empty files to the verdict. */
export const runSeed = (env: Environment, options: PlanOptions, hooks: SeedHooks = {}): Promise<SeedRun> =>
  runPlan(env, planFor(options), hooks);

export async function runPlan(
  env: Environment,
  plan: Plan,
  {
    endings,
    tell = () => undefined,
    inspect = async () => undefined,
    longestHistory = 250,
    keep = null,
  }: SeedHooks = {},
): Promise<SeedRun> {
  const clock = createStopwatch(tell);
  const stage = await openStage(env, plan.accounts, longestHistory);
  endings?.add(async () => {
    await stage.end();
  });
  clock.lap('start');
  const differences: string[] = [];
  let run: SeedRun = { unknownMs: [], result: unfinished(plan) };
  try {
    run = await perform(plan, stage, clock);
  } catch (error) {
    differences.push(`the run could not be finished: ${(error as Error).message}`);
  }
  differences.push(...run.result.differences, ...stuckWorkflows(stage.folder));
  const masters = Array.from({ length: plan.groups - 1 }, (_, group) => masterWorkflowId(masterOf(group)));
  const all = [...plan.accounts.map(({ accountId }) => accountWorkflowId(accountId)), ...masters];
  const kept =
    keep === null ? null : { directory: keep, prefix: `seed-${String(plan.options.seed)}`, folder: stage.folder };
  try {
    differences.push(...(await unreplayable(env, stage.client, all, kept)));
  } catch (error) {
    differences.push(`the histories can't be replayed: ${(error as Error).message}`);
  }
  clock.lap('replay');
  try {
    await inspect(stage, differences);
  } finally {
    clock.lap('verify');
    differences.push(...(await stage.end()));
    clock.lap('end');
  }
  const verdict = differences.length === 0 ? 'pass' : 'FAIL';
  return { ...run, result: { ...run.result, verdict, differences, seconds: clock.seconds(), phases: clock.laps } };
}

async function perform(plan: Plan, stage: Stage, clock: Stopwatch): Promise<SeedRun> {
  const cast = await openCast(plan, stage);
  clock.lap('cast');
  const driven = newNotes();
  await drive(plan, stage, cast, driven);
  clock.lap('drive');
  const open = [...(await settle(stage, cast))];
  clock.lap('settle');
  const lastIntents = await tradeOnceMore(plan, cast, driven);
  open.push(...(await settle(stage, cast)));
  clock.lap('last round');
  const evidence = await gather(stage, cast);
  const { duplicates, lost, differences } = judge(evidence, driven);
  const timings = await readTimings(stage.client, evidence, stage.kills);
  const orders = evidence.accounts.reduce((sum, account) => sum + account.orders.length, 0);
  const intents = driven.intents.size;
  const isIdle = orders < intents * leastOrdersPerIntent;
  return {
    unknownMs: timings.unknownMs,
    result: {
      ...unfinished(plan),
      intents,
      orders,
      continuedAsNew: timings.continuedAsNew,
      decisions: countsOf(evidence.accounts.flatMap(({ records }) => records.map(({ outcome }) => outcome))),
      faults: { ...(await stage.exchange.hits()), ...otherFaults(plan) },
      duplicates: duplicates.length,
      lost: lost.length,
      unknowns: unknowns(timings.unknownMs),
      needsReview: evidence.accounts.reduce((sum, { state }) => sum + state.openOrders.length, 0),
      deadWorkerNoticedMs: timings.deadWorkerMs,
      workersEnded: stage.endedByThemselves(),
      differences: [
        ...open.map((what) => `still open: ${what}`),
        ...differences,
        ...stuckAccounts(evidence, lastIntents),
        ...(isIdle
          ? [`${String(orders)} orders for ${String(intents)} intents prove nothing: is the machine too slow?`]
          : []),
      ],
    },
  };
}

const unfinished = ({ options, accounts }: Plan): SeedResult => ({
  seed: options.seed,
  verdict: 'FAIL',
  accounts: accounts.length,
  intents: 0,
  orders: 0,
  continuedAsNew: 0,
  decisions: {},
  faults: {},
  duplicates: 0,
  lost: 0,
  unknowns: { count: 0, p50Ms: null, p99Ms: null },
  needsReview: 0,
  deadWorkerNoticedMs: [],
  workersEnded: 0,
  seconds: 0,
  phases: {},
  differences: [],
});

/** A workflow that does not replay goes on with no worker: the worker's log tells. */
function stuckWorkflows(folder: string): readonly string[] {
  const file = join(folder, 'worker.log');
  const log = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const said = [...log.matchAll(/Nondeterminism error: [^"\\]*/g)].map(([words]) => words);
  return [...new Set(said)].map((words) => `a workflow does not replay: ${words}`);
}

/** What the plan does beside spoiling requests. */
function otherFaults({ steps }: Plan): Readonly<Record<string, number>> {
  const kinds = [
    'revoke-key',
    'hand-sale',
    'hand-trade',
    'kill-worker',
    'kill-server',
    'kill-exchange',
    'step-clock',
    'repeat',
    'tell',
  ];
  return countsOf(steps.map((step): string => step.do).filter((kind) => kinds.includes(kind)));
}

type Stopwatch = ReturnType<typeof createStopwatch>;

function createStopwatch(tell: (line: string) => void) {
  const startedAt = performance.now();
  let lapAt = startedAt;
  const laps: Record<string, number> = {};
  const seconds = (since: number): number => Math.round((performance.now() - since) / 100) / 10;
  return {
    laps,
    lap: (name: string): void => {
      laps[name] = seconds(lapAt);
      tell(`${name} ${String(laps[name])} s`);
      lapAt = performance.now();
    },
    seconds: () => seconds(startedAt),
  };
}
