import { openLockstep } from './fan-out/lockstep.ts';
import { untilQuiet, usageOf } from './process-usage.ts';
import { withStage, type BenchContext } from './stage.ts';
import { rounded } from './statistics.ts';

export interface ActorMemory {
  readonly accounts: number;
  readonly workerMb: number;
  readonly serverMb: number;
  /** What each account since the row before added to the worker; null for the first row. */
  readonly workerMbPerAccount: number | null;
}

/** Before the first measure: code is compiled, markets are loaded. */
const warmAccounts = 20;
const counts = [300, 1_000];

/** Resident memory of a fresh worker and server as accounts are started, all of them cached. */
export const measureActorMemory = (context: BenchContext): Promise<readonly ActorMemory[]> =>
  withStage(context, async (stage) => {
    const { live } = await openLockstep(stage, Math.max(...counts));
    const found: ActorMemory[] = [];
    for (const accounts of [warmAccounts, ...counts]) {
      await live.grow(accounts);
      await untilQuiet([live.workerPid, stage.serverPid]);
      const workerMb = (await usageOf(live.workerPid)).rssMb;
      const serverMb = (await usageOf(stage.serverPid)).rssMb;
      const before = found.at(-1);
      const workerMbPerAccount =
        before === undefined ? null : (workerMb - before.workerMb) / (accounts - before.accounts);
      found.push({ accounts, workerMb: rounded(workerMb), serverMb: rounded(serverMb), workerMbPerAccount });
    }
    return found;
  });
