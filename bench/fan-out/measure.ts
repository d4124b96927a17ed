import { cpuMsOf, untilQuiet } from '../process-usage.ts';
import type { Stage } from '../stage.ts';
import { median, rounded, spreadOf, type Spread } from '../statistics.ts';
import type { FanOut, FanOutTimes } from './fan-out.ts';

export interface Round extends FanOutTimes {
  /** When the last actor acted. */
  readonly lastMs: number;
  /** Processor time that the round cost, until all was quiet. */
  readonly cpuMs: { readonly worker: number; readonly server: number; readonly simulator: number };
  /** What the round added to one actor's history. */
  readonly history: { readonly events: number; readonly bytes: number };
}

/** One round from rest to rest. */
export async function measure(stage: Stage, fanOut: FanOut): Promise<Round> {
  const pids = [fanOut.workerPid, stage.serverPid, stage.simulatorPid];
  await fanOut.freshen();
  await untilQuiet(pids);
  const historyBefore = await historyOf(stage, fanOut);
  const before = await cpuMsOf(pids);
  const times = await fanOut.run();
  await untilQuiet(pids);
  const after = await cpuMsOf(pids);
  const historyAfter = await historyOf(stage, fanOut);
  const [worker = 0, server = 0, simulator = 0] = after.map((cpuMs, index) => cpuMs - (before[index] ?? 0));
  return {
    ...times,
    lastMs: Math.max(...times.actedMs),
    cpuMs: { worker, server, simulator },
    history: { events: historyAfter.events - historyBefore.events, bytes: historyAfter.bytes - historyBefore.bytes },
  };
}

async function historyOf({ client }: Stage, { sampleWorkflowId }: FanOut) {
  const { historyLength, historySize } = await client.workflow.getHandle(sampleWorkflowId).describe();
  return { events: historyLength, bytes: historySize ?? 0 };
}

export interface FanOutResult {
  readonly rounds: number;
  /** From the intent until the last actor acted, over the rounds. */
  readonly lastMs: Spread;
  /** From the intent until each actor acted, over all rounds. */
  readonly perOrderMs: Spread;
  readonly cpuMsPerActor: { readonly worker: number; readonly server: number; readonly simulator: number };
  readonly historyPerIntent: { readonly events: number; readonly bytes: number };
  /** Medians. */
  readonly notes: Readonly<Record<string, number>>;
}

export function resultOf(rounds: readonly Round[]): FanOutResult {
  const acts = rounds.reduce((count, { actedMs }) => count + actedMs.length, 0);
  // A round of one actor costs about one tick of the processor's clock: only their sum says something.
  const perActor = (part: keyof Round['cpuMs']): number =>
    rounded(rounds.reduce((sum, { cpuMs }) => sum + cpuMs[part], 0) / acts);
  const noteNames = Object.keys(rounds[0]?.notes ?? {});
  return {
    rounds: rounds.length,
    lastMs: spreadOf(rounds.map(({ lastMs }) => lastMs)),
    perOrderMs: spreadOf(rounds.flatMap(({ actedMs }) => actedMs)),
    cpuMsPerActor: { worker: perActor('worker'), server: perActor('server'), simulator: perActor('simulator') },
    historyPerIntent: {
      events: median(rounds.map(({ history }) => history.events)),
      bytes: median(rounds.map(({ history }) => history.bytes)),
    },
    notes: Object.fromEntries(noteNames.map((name) => [name, median(rounds.map(({ notes }) => notes[name] ?? 0))])),
  };
}
