import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

const lookEveryMs = 25;

/** Asks exactly this process to end, insists after `graceMs`, and returns when it is gone. */
export async function endProcess(target: ProcessIdentity, graceMs: number): Promise<void> {
  send(target, 'SIGTERM');
  if (await isGone(target, graceMs)) return;
  send(target, 'SIGKILL');
  if (!(await isGone(target, 5_000))) throw new Error(`process ${target.pid} can't be ended`);
}

/** Waits for the process to end by itself. */
export async function isGone(target: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isRunning(target)) {
    if (performance.now() > deadline) return false;
    await delay(lookEveryMs);
  }
  return true;
}

function send(target: ProcessIdentity, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (!isRunning(target)) return;
  try {
    process.kill(target.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
