import { setTimeout as delay } from 'node:timers/promises';
import { endProcess } from './end-process.ts';
import type { Home } from './home.ts';
import { isRunning, processesWithArguments, type RunningCommand } from './process-identity.ts';
import { readLastUp, type RunningSimulator } from './running-up.ts';
import { answersAsTemporal } from './temporal-health.ts';
import { describe, stopWithinMs, type TemporalServer } from './temporal-server.ts';
import { portsOf, serverMarks } from './temporal-server-arguments.ts';

/** What a killed `up` left running and this one goes on with. */
export interface Reclaimed {
  readonly temporal: TemporalServer | null;
  readonly simulator: LeftOverSimulator | null;
}

export interface LeftOverSimulator extends RunningSimulator {
  /** Ends exactly this process; returns when it is gone. */
  stop(): Promise<void>;
}

const answerWithinMs = 10_000;
const lookEveryMs = 250;

/**
 * Finds the Temporal server and the simulator that a killed `up` left on this home. Those that answer are handed over,
 * all others are ended: afterwards no server uses the home's file but the one returned. To be called under the lock.
 */
export async function reclaim(home: Home): Promise<Reclaimed> {
  const [temporal, simulator] = await Promise.all([reclaimTemporal(home), reclaimSimulator(home)]);
  return { temporal, simulator };
}

/** By command line, which names the home's own file: so a server is found whose pid was never written down. */
async function reclaimTemporal(home: Home): Promise<TemporalServer | null> {
  const [first, ...others] = processesWithArguments(serverMarks(home.temporalDbFile));
  await Promise.all(others.map((other) => endProcess(other, stopWithinMs)));
  if (first === undefined) return null;
  const ports = portsOf(first.args);
  if (ports !== null && (await answersAsTemporal(`127.0.0.1:${ports.port}`, answerWithinMs))) {
    return adopt(first, { ...ports, dbFile: home.temporalDbFile });
  }
  await endProcess(first, stopWithinMs);
  return null;
}

function adopt({ pid, birth }: RunningCommand, settings: Parameters<typeof describe>[1]): TemporalServer {
  const identity = { pid, birth };
  return {
    ...describe(identity, settings),
    exited: goneAtLast(identity),
    stop: () => endProcess(identity, stopWithinMs),
  };
}

async function goneAtLast(identity: TemporalServer['process']): Promise<void> {
  while (isRunning(identity)) await delay(lookEveryMs, undefined, { ref: false });
}

/** One whose address was never written down has the book's file open all the same: two would write it over each other. */
async function reclaimSimulator(home: Home): Promise<LeftOverSimulator | null> {
  const left = readLastUp(home)?.simulator ?? null;
  const known = left !== null && isRunning(left.process) ? left : null;
  const unknown = processesWithArguments(['--state', home.simulatorBookFile]).filter(
    ({ pid }) => pid !== known?.process.pid,
  );
  await Promise.all(unknown.map((other) => endProcess(other, stopWithinMs)));
  if (known === null) return null;
  const stop = (): Promise<void> => endProcess(known.process, stopWithinMs);
  if (await answersAsExchange(known.url)) return { ...known, stop };
  await stop();
  return null;
}

const answersAsExchange = (url: string): Promise<boolean> =>
  fetch(new URL('/0/public/Time', url), { signal: AbortSignal.timeout(answerWithinMs) }).then(
    ({ ok }) => ok,
    () => false,
  );
