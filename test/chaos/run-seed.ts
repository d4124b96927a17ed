import type { Environment } from '../../config/environment.ts';
import type { Endings } from '../../bench/endings.ts';
import { spreadOf } from '../../bench/statistics.ts';
import { settle } from './calm.ts';
import { openCast } from './cast.ts';
import { drive, newNotes } from './drive.ts';
import { gather, type Evidence } from './evidence.ts';
import { stuckAccounts, tradeOnceMore } from './last-round.ts';
import { planFor, type Plan, type PlanOptions } from './plan.ts';
import { openStage, type Stage } from './stage.ts';
import { readTimings } from './timings.ts';
import { judge, type Verdict } from './verdict.ts';

/** One line of the results file. */
export interface SeedResult {
  readonly seed: number;
  readonly verdict: 'pass' | 'FAIL';
  readonly accounts: number;
  readonly intents: number;
  /** Taken on by the exchange with Lockstep's keys. */
  readonly orders: number;
  /** How often an account's history went on in a new run. */
  readonly continuedAsNew: number;
  readonly decisions: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly lost: number;
  readonly unknowns: { readonly count: number; readonly p50Ms: number | null; readonly p99Ms: number | null };
  readonly needsReview: number;
  readonly deadWorkerNoticedMs: readonly number[];
  /** Workers that ended though nobody killed them. */
  readonly workersEnded: number;
  readonly seconds: number;
  /** Where the seconds went. */
  readonly phases: Readonly<Record<string, number>>;
  readonly differences: readonly string[];
}

export interface SeedRun {
  readonly result: SeedResult;
  readonly unknownMs: readonly number[];
}

export interface SeedHooks {
  /** What has to be ended when the run is interrupted. */
  readonly endings?: Endings;
  /** Hears what is being done. */
  readonly tell?: (line: string) => void;
  /** Sees the stage before it is cleared away. */
  readonly inspect?: ((stage: Stage, evidence: Evidence, verdict: Verdict) => Promise<void>) | undefined;
}

/** Fewer than these, and a seed that passes says nothing. */
const leastOrdersPerIntent = 0.25;

/** Runs one seed from empty files to the verdict. */
export async function runSeed(
  env: Environment,
  options: PlanOptions,
  { endings, tell = () => undefined, inspect = async () => undefined }: SeedHooks = {},
): Promise<SeedRun> {
  const plan = planFor(options);
  const clock = createStopwatch(tell);
  const stage = await openStage(env, plan.accounts);
  endings?.add(async () => {
    await stage.end();
  });
  let run: SeedRun;
  try {
    clock.lap('start');
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
    const verdict = judge(evidence, driven);
    const timings = await readTimings(stage.client, evidence, stage.kills);
    const faults = { ...(await stage.exchange.hits()), ...otherFaults(plan) };
    await inspect(stage, evidence, verdict);
    clock.lap('verify');
    const orders = evidence.accounts.reduce((sum, account) => sum + account.orders.length, 0);
    const isIdle = orders < driven.intents.size * leastOrdersPerIntent;
    const differences = [
      ...open.map((what) => `still open: ${what}`),
      ...verdict.differences,
      ...stuckAccounts(evidence, lastIntents),
      ...(isIdle
        ? [
            `${String(orders)} orders for ${String(driven.intents.size)} intents prove nothing: is the machine too slow?`,
          ]
        : []),
    ];
    run = {
      unknownMs: timings.unknownMs,
      result: {
        seed: options.seed,
        verdict: differences.length === 0 ? 'pass' : 'FAIL',
        accounts: plan.accounts.length,
        intents: driven.intents.size,
        orders,
        continuedAsNew: timings.continuedAsNew,
        decisions: countsOf(evidence.accounts.flatMap(({ records }) => records.map(({ outcome }) => outcome))),
        faults,
        duplicates: verdict.duplicates.length,
        lost: verdict.lost.length,
        unknowns: unknowns(timings.unknownMs),
        needsReview: evidence.accounts.reduce((sum, { state }) => sum + state.openOrders.length, 0),
        deadWorkerNoticedMs: timings.deadWorkerMs,
        workersEnded: stage.endedByThemselves(),
        seconds: 0,
        phases: {},
        differences,
      },
    };
  } catch (error) {
    await stage.end();
    throw error;
  }
  const left = await stage.end();
  clock.lap('end');
  const { result } = run;
  return {
    ...run,
    result: {
      ...result,
      verdict: left.length === 0 ? result.verdict : 'FAIL',
      differences: [...result.differences, ...left],
      seconds: clock.seconds(),
      phases: clock.laps,
    },
  };
}

export const unknowns = (times: readonly number[]): SeedResult['unknowns'] => {
  const spread = times.length === 0 ? null : spreadOf(times);
  return { count: times.length, p50Ms: spread?.p50 ?? null, p99Ms: spread?.p99 ?? null };
};

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

export function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

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
