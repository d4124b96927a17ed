import type { BenchOptions } from '../options.ts';
import { openPlainOrders } from '../plain-orders.ts';
import { usageOf } from '../process-usage.ts';
import { withStage, type BenchContext, type Stage } from '../stage.ts';
import { rounded } from '../statistics.ts';
import { measureBlock, measureBurst, type Block, type Burst, type Contenders } from './block.ts';
import { openFloor } from './floor.ts';
import { openLockstep } from './lockstep.ts';

export interface FanOutReport {
  readonly blocks: readonly Block[];
  /** At the largest size, without delay. */
  readonly burst: { readonly live: Burst; readonly floor: Burst } | null;
  /** Resident megabytes with every account started and traded. */
  readonly residentMb: { readonly worker: number; readonly server: number; readonly simulator: number };
}

/** Every size and delay on one server, in one go. */
export const measureFanOut = (context: BenchContext, tell: (block: Block) => void): Promise<FanOutReport> =>
  withStage(context, async (stage) => {
    const floor = await openFloor(stage);
    const lockstep = await openLockstep(stage, Math.max(...context.options.sizes));
    const contenders = { floor, lockstep, plain: openPlainOrders(stage) };
    return measureAll(stage, contenders, context.options, tell);
  });

async function measureAll(
  stage: Stage,
  contenders: Contenders,
  options: BenchOptions,
  tell: (block: Block) => void,
): Promise<FanOutReport> {
  const { floor, lockstep, plain } = contenders;
  const blocks: Block[] = [];
  for (const size of options.sizes) {
    await stage.control.changeSettings({ delayMs: 0 });
    await floor.grow(size);
    await lockstep.live.grow(size);
    if (options.only.has('plain')) await plain.grow(size);
    for (const delayMs of options.delaysMs) {
      const block = await measureBlock(stage, contenders, options, size, delayMs);
      tell(block);
      blocks.push(block);
    }
  }
  const residentMb = async (pid: number): Promise<number> => rounded((await usageOf(pid)).rssMb);
  return {
    blocks,
    burst: options.only.has('burst') ? await measureBursts(stage, contenders) : null,
    residentMb: {
      worker: await residentMb(lockstep.live.workerPid),
      server: await residentMb(stage.serverPid),
      simulator: await residentMb(stage.simulatorPid),
    },
  };
}

async function measureBursts(
  stage: Stage,
  { floor, lockstep }: Contenders,
): Promise<NonNullable<FanOutReport['burst']>> {
  await stage.control.changeSettings({ delayMs: 0 });
  await lockstep.setMode('live');
  const live = await measureBurst(stage, lockstep.live, 2);
  await lockstep.setMode('observe');
  return { live, floor: await measureBurst(stage, floor, 2) };
}
