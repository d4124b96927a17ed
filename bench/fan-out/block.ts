import { setTimeout as delay } from 'node:timers/promises';
import { maxSnapshotAgeMs } from '../../domain/account-facts.ts';
import type { BenchOptions } from '../options.ts';
import type { PlainOrders, PlainTimes } from '../plain-orders.ts';
import { cpuMsOf, untilQuiet } from '../process-usage.ts';
import type { Stage } from '../stage.ts';
import { median, rounded, spreadOf, type Spread } from '../statistics.ts';
import type { FanOut } from './fan-out.ts';
import type { Lockstep } from './lockstep.ts';
import { measure, resultOf, type FanOutResult, type Round } from './measure.ts';

/** All that is measured at one size and one delay of the exchange, in the same minutes of the machine's life. */
export interface Block {
  readonly size: number;
  readonly delayMs: number;
  readonly floor: FanOutResult | null;
  readonly observe: FanOutResult | null;
  readonly live: FanOutResult | null;
  /** Live over floor, of each round and the floor's round just before it. */
  readonly liveOverFloor: Spread | null;
  /** The first intent after a pause: each account reads its balance first. */
  readonly coldLastMs: number | null;
  readonly plain: { readonly oneAfterTheOther: PlainTimes; readonly allAtOnce: PlainTimes } | null;
}

export interface Contenders {
  readonly floor: FanOut;
  readonly lockstep: Lockstep;
  readonly plain: PlainOrders;
}

const isSmall = (size: number): boolean => size <= 10;
const warmUpsFor = (size: number): number => (isSmall(size) ? 3 : 1);
const roundsFor = (size: number, { rounds }: BenchOptions): number => rounds ?? (isSmall(size) ? 20 : 6);

export async function measureBlock(
  stage: Stage,
  { floor, lockstep, plain }: Contenders,
  options: BenchOptions,
  size: number,
  delayMs: number,
): Promise<Block> {
  const { only } = options;
  const rounds = { measured: roundsFor(size, options), warmUps: warmUpsFor(size) };
  await stage.control.changeSettings({ delayMs });
  const observe = only.has('observe') ? await alternate(stage, [lockstep.observe], rounds) : null;

  await lockstep.setMode('live');
  const compared = [only.has('floor') ? floor : null, only.has('live') ? lockstep.live : null];
  const both = await alternate(
    stage,
    compared.filter((contender) => contender !== null),
    rounds,
  );
  const floorRounds = only.has('floor') ? both.shift() : undefined;
  const liveRounds = only.has('live') ? both.shift() : undefined;
  await lockstep.flatten();
  const coldLastMs = only.has('cold') ? await cold(stage, lockstep) : null;
  await lockstep.setMode('observe');

  return {
    size,
    delayMs,
    floor: floorRounds === undefined ? null : resultOf(floorRounds),
    observe: observe?.[0] === undefined ? null : resultOf(observe[0]),
    live: liveRounds === undefined ? null : resultOf(liveRounds),
    liveOverFloor:
      floorRounds === undefined || liveRounds === undefined
        ? null
        : spreadOf(liveRounds.map(({ lastMs }, round) => lastMs / (floorRounds[round]?.lastMs ?? NaN))),
    coldLastMs,
    plain: only.has('plain') ? await measurePlain(plain, size * delayMs > 5_000 ? 1 : 3) : null,
  };
}

/** The contenders take turns, since a machine's speed drifts; the first rounds only warm them up. */
async function alternate(
  stage: Stage,
  contenders: readonly FanOut[],
  { measured, warmUps }: { readonly measured: number; readonly warmUps: number },
): Promise<Round[][]> {
  const results: Round[][] = contenders.map(() => []);
  for (let round = -warmUps; round < measured; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const result = await measure(stage, contender);
      if (round >= 0) results[index]?.push(result);
    }
  }
  return results;
}

async function cold(stage: Stage, { live, flatten }: Lockstep): Promise<number> {
  await delay(maxSnapshotAgeMs + 500);
  const { actedMs } = await live.run();
  await untilQuiet([live.workerPid, stage.serverPid]);
  await flatten();
  return rounded(Math.max(...actedMs));
}

async function measurePlain(plain: PlainOrders, rounds: number): Promise<NonNullable<Block['plain']>> {
  await plain.allAtOnce();
  const times = { oneAfterTheOther: [] as PlainTimes[], allAtOnce: [] as PlainTimes[] };
  for (let round = 0; round < rounds; round += 1) {
    times.oneAfterTheOther.push(await plain.oneAfterTheOther());
    times.allAtOnce.push(await plain.allAtOnce());
  }
  return { oneAfterTheOther: middleOf(times.oneAfterTheOther), allAtOnce: middleOf(times.allAtOnce) };
}

function middleOf(times: readonly PlainTimes[]): PlainTimes {
  const sorted = [...times].sort((a, b) => a.lastMs - b.lastMs);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('no times');
  return { ...middle, lastMs: rounded(middle.lastMs) };
}

const burstIntents = 4;

export interface Burst {
  readonly ordersPerSecond: number;
  readonly cpuMsPerOrder: number;
}

/** Several intents at once, as fast as they are handed out. */
export async function measureBurst(stage: Stage, fanOut: FanOut, rounds: number): Promise<Burst> {
  const pids = [fanOut.workerPid, stage.serverPid];
  const rates: number[] = [];
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await fanOut.freshen();
    await untilQuiet(pids);
    const before = await cpuMsOf(pids);
    const { actedMs } = await fanOut.burst(burstIntents);
    await untilQuiet(pids);
    const after = await cpuMsOf(pids);
    rates.push((actedMs.length * 1_000) / Math.max(...actedMs));
    costs.push(after.reduce((sum, cpuMs, index) => sum + cpuMs - (before[index] ?? 0), 0) / actedMs.length);
  }
  return { ordersPerSecond: median(rates), cpuMsPerOrder: median(costs) };
}
