import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** Every process of one test run inherits this variable with the run's id. */
export const testRunVariable = 'LOCKSTEP_TEST_RUN';

const longestGoodbyeMs = 3_000;

/**
 * Waits for the processes of a test run to end, then ends those that didn't.
 * Where there is no /proc nothing can be found.
 * @param {string} runId
 * @returns {Promise<readonly string[]>} pid and command line of each that had to be ended
 */
export async function endLeftovers(runId) {
  const left = await waitUntilGone(runId);
  const found = left.map((pid) => `${pid}: ${commandOf(pid)}`);
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (const pid of processesOf(runId)) end(pid, signal);
    if ((await waitUntilGone(runId)).length === 0) break;
  }
  return found;
}

async function waitUntilGone(runId) {
  const until = performance.now() + longestGoodbyeMs;
  let left = processesOf(runId);
  while (left.length > 0 && performance.now() < until) {
    await delay(50);
    left = processesOf(runId);
  }
  return left;
}

function processesOf(runId) {
  const pids = listOf('/proc').filter((name) => /^\d+$/.test(name));
  const mark = `${testRunVariable}=${runId}`;
  return pids.map(Number).filter((pid) => textOf(`/proc/${pid}/environ`).split('\0').includes(mark));
}

const commandOf = (pid) => textOf(`/proc/${pid}/cmdline`).split('\0').join(' ').trim();

function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

function listOf(dir) {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** Empty for a process that is gone, or another user's. */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
