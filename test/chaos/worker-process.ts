import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.ts';
import { childEnvironment } from '../../workers/child-environment.ts';
import type { ToWorker } from './worker-child.ts';

export interface ChaosWorker {
  readonly pid: number;
  isGone(): boolean;
  stepClock(byMs: number): void;
  /** SIGKILL; returns when it is gone. */
  kill(): Promise<void>;
  /** Lets it drain; returns when it is gone. */
  end(): Promise<void>;
}

const readyWithinMs = 60_000;
const drainWithinMs = 3_000;

export async function startWorker(
  settings: Extract<ToWorker, { say: 'start' }>,
  env: Environment,
): Promise<ChaosWorker> {
  const child = fork(fileURLToPath(new URL('./worker-child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: childEnvironment(env),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = async (): Promise<void> => {
    if (isGone()) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  const say = (message: ToWorker): void => {
    if (child.connected) child.send(message);
  };
  say(settings);
  try {
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('a worker ended before it was ready')));
    ended.catch(() => undefined);
    await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(readyWithinMs) }), ended]);
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    pid: child.pid ?? 0,
    isGone,
    stepClock: (byMs) => {
      say({ say: 'step-clock', byMs });
    },
    kill,
    end: async () => {
      if (isGone()) return;
      const insist = setTimeout(() => child.kill('SIGKILL'), drainWithinMs);
      const exited = once(child, 'exit');
      if (child.connected) child.disconnect();
      await exited;
      clearTimeout(insist);
    },
  };
}
